package workbook.docs;

import java.util.Comparator;

/**
 * Something in a document that isn't so, told to its author.
 *
 * @param file from the root, with slashes
 * @param line from 1
 * @param what what is written there, as it is written
 * @param why what was looked for and not found; and, if there is one, what may have been meant
 */
record Problem(String file, int line, String what, String why) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::file).thenComparingInt(Problem::line).thenComparing(Problem::what)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line + "  " + what + "\n      " + why;
    }
}
