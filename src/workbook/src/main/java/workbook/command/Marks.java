package workbook.command;

import workbook.report.Terminal.Style;
import workbook.runner.Verdict;

/** A sign and a colour for each verdict. */
final class Marks {

    private Marks() {
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case PASSING -> "✓";
            case FAILING -> "✗";
            case TO_DO -> "·";
            case CANNOT_BE_JUDGED -> "?";
        };
    }

    static Style style(Verdict verdict) {
        return switch (verdict) {
            case PASSING -> Style.GOOD;
            case FAILING -> Style.BAD;
            case TO_DO -> Style.QUIET;
            case CANNOT_BE_JUDGED -> Style.OPEN;
        };
    }
}
