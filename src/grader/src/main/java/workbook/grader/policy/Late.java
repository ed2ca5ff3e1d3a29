package workbook.grader.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * What it costs to hand in late.
 *
 * @param freeDays so many cost nothing
 * @param percentPerDay of the points, for each day after those
 * @param mostDays after so many nothing counts any more; empty if there is no such day
 */
public record Late(int freeDays, BigDecimal percentPerDay, OptionalInt mostDays) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * So many points less; rounded down to two decimals, in the student's favour.
     *
     * @param points without it
     */
    BigDecimal deduction(BigDecimal points, int daysLate) {
        return points.multiply(percent(daysLate)).divide(HUNDRED, 2, RoundingMode.DOWN);
    }

    /** How that comes about; empty if nothing is deducted. */
    String why(int daysLate) {
        if (isTooLate(daysLate)) {
            return days(daysLate) + " late; after " + days(mostDays.getAsInt()) + " nothing counts";
        }
        return percent(daysLate).signum() == 0 ? "" : days(daysLate) + " late"
                + (freeDays > 0 ? ", of which " + freeDays + " free" : "")
                + ": " + Points.text(percent(daysLate)) + " %";
    }

    private BigDecimal percent(int daysLate) {
        if (isTooLate(daysLate)) {
            return HUNDRED;
        }
        return percentPerDay.multiply(BigDecimal.valueOf(Math.max(0, daysLate - freeDays))).min(HUNDRED);
    }

    private boolean isTooLate(int daysLate) {
        return mostDays.isPresent() && daysLate > mostDays.getAsInt();
    }

    private static String days(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
