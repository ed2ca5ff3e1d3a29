package workbook.report;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Where the command's words go: in colour where somebody looks at a terminal, in plain ASCII where UTF-8
 * can't be shown. Colour never carries a meaning alone.
 */
public final class Terminal {

    /** Says whether standard output is a terminal; the start script knows best. */
    public static final String PROPERTY = "workbook.terminal";

    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("✓", "+"), Map.entry("✗", "x"), Map.entry("·", "."), Map.entry("…", "..."),
            Map.entry("→", "->"), Map.entry("▶", ">"), Map.entry("│", "|"), Map.entry("▼", "v"), Map.entry("─", "-"),
            Map.entry("█", "#"), Map.entry("–", "-"), Map.entry("—", "-"), Map.entry("×", "x"), Map.entry("’", "'"),
            Map.entry("‘", "'"), Map.entry("“", "\""), Map.entry("”", "\""), Map.entry("µ", "u"), Map.entry("≥", ">="),
            Map.entry("≤", "<="), Map.entry("▒", "/"), Map.entry("▲", "^"),
            Map.entry("├", "+"), Map.entry("└", "+"), Map.entry("┌", "+"), Map.entry("═", "="));

    /** What a piece of text means, for those who see colour. */
    public enum Style {
        GOOD("32"), BAD("31"), OPEN("33"), QUIET("2"), STRONG("1"),
        BUSY("31"), BACKPRESSURED("35"), IDLE("36"), DATA("33");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final boolean unicode;
    private final boolean colour;

    public Terminal(PrintStream out, boolean unicode, boolean colour) {
        this.out = out;
        this.unicode = unicode;
        this.colour = colour;
    }

    /** This process' standard output, as the machine and the environment say. */
    public static Terminal standardOutput() {
        return to(FileDescriptor.out, isTerminal() && wantsColour());
    }

    /** This process' standard error; never in colour. */
    public static Terminal standardError() {
        return to(FileDescriptor.err, false);
    }

    private static Terminal to(FileDescriptor descriptor, boolean colour) {
        boolean unicode = charset().equals(StandardCharsets.UTF_8);
        return new Terminal(new PrintStream(new FileOutputStream(descriptor), true,
                unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII), unicode, colour);
    }

    public void line(String text) {
        out.print((unicode ? text : plain(text)) + System.lineSeparator());
        out.flush();
    }

    public void line() {
        line("");
    }

    /** Puts a text in place of the line that is being written. For terminals alone. */
    public void rewrite(String text) {
        out.print("\r" + (unicode ? text : plain(text)) + "\033[K");
        out.flush();
    }

    /** The text in colour, if there is any here. */
    public String paint(Style style, String text) {
        return colour && !text.isEmpty() ? "\033[" + style.code + "m" + text + "\033[0m" : text;
    }

    /** In ASCII, as far as it is made of what the command itself writes. */
    public static String plain(String text) {
        String plain = text;
        for (Map.Entry<String, String> replacement : ASCII.entrySet()) {
            plain = plain.replace(replacement.getKey(), replacement.getValue());
        }
        return plain;
    }

    /** Whether it shows more than ASCII. */
    public boolean hasUnicode() {
        return unicode;
    }

    public boolean hasColour() {
        return colour;
    }

    /** Whether standard output is a terminal. */
    public static boolean isTerminal() {
        String told = System.getProperty(PROPERTY, "");
        if (!told.isEmpty()) {
            return Boolean.parseBoolean(told);
        }
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // since Java 22 there is a console even where there is no terminal
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static boolean wantsColour() {
        String noColor = System.getenv("NO_COLOR");
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"))
                && (!windows || System.getenv("WT_SESSION") != null);
    }

    private static Charset charset() {
        for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding", "native.encoding"}) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }
}
