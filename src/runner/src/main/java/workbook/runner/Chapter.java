package workbook.runner;

import java.util.Locale;

/**
 * A chapter, by the name of its folder.
 *
 * @param number from 1
 * @param folder {@code "03-block-on-emit"}
 */
public record Chapter(int number, String folder) {

    /** {@code "03"} */
    public String code() {
        return String.format(Locale.ROOT, "%02d", number);
    }

    /** {@code "block on emit"} */
    public String title() {
        return folder.substring(folder.indexOf('-') + 1).replace('-', ' ');
    }

    /** {@code "03 block on emit"} */
    @Override
    public String toString() {
        return code() + " " + title();
    }
}
