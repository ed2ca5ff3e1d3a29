package workbook.docs;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote something else: the name with the fewest letters to change. */
final class Nearest {

    private static final int LETTERS_PER_SLIP = 4;

    private Nearest() {
    }

    /** {@code " Did you mean `BufferPool`?"}, or an empty text if nothing is close. */
    static String hint(String written, Collection<String> names) {
        return to(written, names).map(name -> " Did you mean `" + name + "`?").orElse("");
    }

    /** One slip for every few letters is close; a name of three letters or less resembles too many others. */
    static Optional<String> to(String written, Collection<String> names) {
        int slips = written.length() / LETTERS_PER_SLIP;
        return names.stream()
                .filter(name -> Math.abs(name.length() - written.length()) <= slips)
                .filter(name -> distance(written, name) <= slips)
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters must be put in, left out or changed to make the one of the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
