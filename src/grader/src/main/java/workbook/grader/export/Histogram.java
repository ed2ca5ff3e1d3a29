package workbook.grader.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import workbook.grader.policy.Points;

/** How many have how many points, as a picture: ten bars, from nothing to all. */
final class Histogram {

    private static final int BARS = 10;
    private static final int WIDTH = 60;
    private static final int HEIGHT = 120;
    private static final int ABOVE = 20;

    private Histogram() {
    }

    /** @param outOf what all is; more than 0 */
    static String svg(List<BigDecimal> totals, BigDecimal outOf) {
        int[] counts = new int[BARS];
        totals.forEach(total -> counts[bar(total, outOf)]++);
        int highest = Math.max(1, Arrays.stream(counts).max().getAsInt());
        StringBuilder svg = new StringBuilder("<svg class=\"histogram\" role=\"img\" viewBox=\"0 0 " + BARS * WIDTH
                + " " + (ABOVE + HEIGHT + 26) + "\" aria-label=\"" + label(counts, outOf) + "\">\n");
        for (int i = 0; i < BARS; i++) {
            int height = (int) Math.round((double) counts[i] * HEIGHT / highest);
            int middle = i * WIDTH + WIDTH / 2;
            if (counts[i] > 0) {
                svg.append("<rect x=\"" + (i * WIDTH + 6) + "\" y=\"" + (ABOVE + HEIGHT - height) + "\" width=\""
                        + (WIDTH - 12) + "\" height=\"" + height + "\" rx=\"2\"/>\n");
                svg.append(text(middle, ABOVE + HEIGHT - height - 6, String.valueOf(counts[i])));
            }
            svg.append(text(middle, ABOVE + HEIGHT + 18, range(i, outOf)));
        }
        return svg.append("<line x1=\"0\" x2=\"" + BARS * WIDTH + "\" y1=\"" + (ABOVE + HEIGHT) + "\" y2=\""
                + (ABOVE + HEIGHT) + "\"/>\n</svg>\n").toString();
    }

    private static int bar(BigDecimal total, BigDecimal outOf) {
        BigDecimal bar = total.multiply(BigDecimal.valueOf(BARS)).divide(outOf, 0, RoundingMode.DOWN);
        return Math.min(BARS - 1, bar.intValue());
    }

    /** The lowest total of a bar, and that of the next one. */
    private static String range(int bar, BigDecimal outOf) {
        return edge(bar, outOf) + "–" + edge(bar + 1, outOf);
    }

    private static String edge(int bar, BigDecimal outOf) {
        return Points.text(outOf.multiply(BigDecimal.valueOf(bar))
                .divide(BigDecimal.valueOf(BARS), 0, RoundingMode.HALF_UP));
    }

    private static String label(int[] counts, BigDecimal outOf) {
        return IntStream.range(0, BARS).filter(i -> counts[i] > 0)
                .mapToObj(i -> range(i, outOf) + " points: " + counts[i]).collect(Collectors.joining("; "));
    }

    private static String text(int x, int y, String text) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"middle\">" + text + "</text>\n";
    }
}
