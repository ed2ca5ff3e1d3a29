package workbook.grader.policy;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers of points: 0 or more, with at most two decimals, so that adding them up never rounds. */
public final class Points {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}([.,]\\d{1,2})?");

    private Points() {
    }

    /** As somebody wrote it, with a point or a comma; nothing if it isn't such a number. */
    static Optional<BigDecimal> parse(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text.replace(',', '.'))) : Optional.empty();
    }

    /** {@code "2"}, {@code "1.5"} */
    public static String text(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }

    static BigDecimal sum(Stream<BigDecimal> points) {
        return points.reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
