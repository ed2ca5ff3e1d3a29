package workbook.report;

import workbook.report.Terminal.Style;

/** Pieces of a drawing made of letters, each as wide as it is told to be, in colour where there is any. */
final class Letters {

    private static final String FULL = "█";
    private static final String EMPTY = "·";

    private final Terminal terminal;

    Letters(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A text of exactly that width: cut, or filled up. A question mark stands for what isn't one column wide. */
    String text(String text, int width) {
        String cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - cut.length()));
    }

    /** The same, at the right end. */
    String right(String text, int width) {
        String cut = cut(text, width);
        return " ".repeat(Math.max(0, width - cut.length())) + cut;
    }

    /** A text of at most that width. */
    String cut(String text, int width) {
        String plain = text.codePoints().map(each -> isOneColumn(each) ? each : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        if (plain.length() <= width) {
            return plain;
        }
        return width < 2 ? plain.substring(0, Math.max(0, width))
                : plain.substring(0, width - 1) + (terminal.hasUnicode() ? "…" : "~");
    }

    String paint(Style style, String text) {
        return terminal.paint(style, text);
    }

    /** So much of a whole, as a bar; any part of it shows, and only all of it fills the bar. */
    String bar(double part, double whole, int width, Style style) {
        int filled = filled(part, whole, width);
        return paint(style, FULL.repeat(filled)) + paint(Style.QUIET, EMPTY.repeat(Math.max(0, width - filled)));
    }

    /** Buffers: one letter each, if there is room for so many; else as a bar. */
    String cells(int used, int all, int most) {
        return bar(used, all, Math.min(Math.max(0, all), most), Style.DATA);
    }

    static int filled(double part, double whole, int width) {
        if (part <= 0 || whole <= 0 || width <= 0) {
            return 0;
        }
        return part >= whole ? width : (int) Math.max(1, Math.min(width - 1, Math.round(width * part / whole)));
    }

    private static boolean isOneColumn(int codePoint) {
        boolean isLatin = codePoint >= ' ' && codePoint < 0x300 && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
        return isLatin || "·–—×’“”…→▶▼▲│█▒─".indexOf(codePoint) >= 0;
    }
}
