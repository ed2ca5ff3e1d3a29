package workbook.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.AbstractPosixTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/**
 * The whole terminal: text that can be scrolled, and a line below it that stays. What changes is drawn, and
 * nothing else. However this program ends, the terminal is as it was.
 */
final class Screen implements AutoCloseable {

    /** Keys that aren't characters. */
    static final int UP = -10;
    static final int DOWN = -11;
    static final int PAGE_UP = -12;
    static final int PAGE_DOWN = -13;

    private static final int ESCAPE = 27;
    private static final long ESCAPE_SEQUENCE_MILLIS = 50;
    private static final int WIDEST = 100;

    static { // lines are drawn with the characters they are, not with those of the seventies
        System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    }

    private final Terminal terminal;
    private final Attributes before;
    private final Optional<String> settings;
    private final Display display;
    private final Thread hook = new Thread(this::restore);
    private List<String> text = List.of();
    private String footer = "";
    private int top;
    private boolean restored;

    /** @throws IOException if there is no terminal */
    Screen() throws IOException {
        this(open());
    }

    /** @throws IOException if there is no terminal */
    static Terminal open() throws IOException {
        try {
            return TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IllegalStateException e) {
            throw new IOException("There is no terminal to draw on, or no keyboard.", e);
        }
    }

    Screen(Terminal terminal) {
        this.terminal = terminal;
        settings = terminal instanceof AbstractPosixTerminal ? Stty.settings() : Optional.empty();
        before = terminal.enterRawMode();
        display = new Display(terminal, true);
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /** Calls back when the window gets another size, when this program comes back to it, or is asked to end. */
    void on(Runnable resized, Runnable end) {
        terminal.handle(Signal.WINCH, signal -> resized.run());
        terminal.handle(Signal.CONT, signal -> {
            terminal.enterRawMode();
            resized.run();
        });
        terminal.handle(Signal.INT, signal -> end.run());
        terminal.handle(Signal.QUIT, signal -> end.run());
    }

    /** From now on Ctrl-C and the like are keys, and no signals: those would go to the programs started here, too. */
    void takeSignalsAsKeys() {
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
    }

    /** Blocks until a key is pressed; -1 when no more can come. */
    int key() throws IOException {
        NonBlockingReader keys = terminal.reader();
        int key = keys.read();
        if (key != ESCAPE || keys.peek(ESCAPE_SEQUENCE_MILLIS) < 0) {
            return key;
        }
        StringBuilder sequence = new StringBuilder();
        do {
            sequence.append((char) keys.read());
        } while (!ends(sequence) && keys.peek(ESCAPE_SEQUENCE_MILLIS) >= 0);
        return switch (sequence.toString()) {
            case "[A", "OA" -> UP;
            case "[B", "OB" -> DOWN;
            case "[5~" -> PAGE_UP;
            case "[6~" -> PAGE_DOWN;
            default -> 0;
        };
    }

    private static boolean ends(StringBuilder sequence) {
        char last = sequence.charAt(sequence.length() - 1);
        return sequence.length() > 1 && (Character.isLetter(last) || last == '~');
    }

    /** Shows this from its first line on. */
    void show(List<String> lines, String below) {
        text = List.copyOf(lines);
        footer = below;
        top = 0;
        draw();
    }

    /** Shows this, and as much of the text as before. */
    void showBelow(String below) {
        footer = below;
        draw();
    }

    /** Moves the text by so many lines, or pages. */
    void scroll(int key) {
        int page = Math.max(1, height() - 1);
        top += switch (key) {
            case UP -> -1;
            case DOWN -> 1;
            case PAGE_UP -> -page;
            default -> page;
        };
        draw();
    }

    /** Draws all of it again. */
    void redraw() {
        clear();
        draw();
    }

    /** Whatever is drawn next is drawn as a whole. */
    void clear() {
        display.clear();
    }

    private void draw() {
        Size size = size();
        display.resize(size.getRows(), size.getColumns());
        int width = width(size);
        int height = height();
        List<AttributedString> all = new ArrayList<>();
        for (String line : text) {
            AttributedString whole = AttributedString.fromAnsi(line);
            all.addAll(whole.columnLength() <= width ? List.of(whole) : whole.columnSplitLength(width));
        }
        top = Math.max(0, Math.min(top, all.size() - height));
        List<AttributedString> rows = new ArrayList<>(all.subList(top, Math.min(all.size(), top + height)));
        int hidden = all.size() - top - rows.size();
        while (rows.size() < height) {
            rows.add(AttributedString.EMPTY);
        }
        rows.add(new AttributedString(hidden == 0 ? "" : "  … " + hidden + " lines more: space"));
        rows.add(AttributedString.fromAnsi(footer).columnSubSequence(0, width));
        display.update(rows, -1);
    }

    /** Of the text, without the two lines below it. */
    private int height() {
        return textRows(size());
    }

    /** How long a line is on a screen of that size. */
    static int width(Size size) {
        return Math.min(size.getColumns(), WIDEST);
    }

    /** How many lines of text there are on a screen of that size. */
    static int textRows(Size size) {
        return Math.max(1, size.getRows() - 2);
    }

    Size size() {
        return size(terminal);
    }

    static Size size(Terminal terminal) {
        Size size = terminal.getSize();
        return size.getRows() > 0 && size.getColumns() > 0 ? size : new Size(80, 24);
    }

    @Override
    public void close() {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            terminal.close(); // sets what it knows once more
            settings.ifPresent(Stty::restore);
        } catch (IllegalStateException | IOException e) {
            // on the way out
        }
    }

    private synchronized void restore() {
        if (!restored) {
            restored = true;
            terminal.puts(Capability.cursor_visible);
            terminal.puts(Capability.exit_ca_mode);
            terminal.flush();
            terminal.setAttributes(before);
            settings.ifPresent(Stty::restore);
        }
    }
}
