package workbook.grader.policy;

import java.util.regex.Pattern;

/**
 * Text that a spreadsheet doesn't take for a formula: an apostrophe before what could begin one. Also after a separator
 * or a quote within the text, since a spreadsheet that expects other separators begins a new cell there.
 */
public final class CsvText {

    private static final Pattern FORMULA =
            Pattern.compile("(^|[,;\\t\\r\\n|\"])(\\s*)([=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");
    private static final Pattern DEFUSED = Pattern.compile("^'(?=\\s*[=+\\-@])");

    private CsvText() {
    }

    public static String defused(String text) {
        return FORMULA.matcher(text).replaceAll("$1$2'$3");
    }

    /** As it was before, if it only begins like a formula. */
    static String undone(String text) {
        return DEFUSED.matcher(text).replaceFirst("");
    }
}
