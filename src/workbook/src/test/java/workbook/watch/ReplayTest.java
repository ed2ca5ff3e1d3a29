package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReplayTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private Terminal terminal;

    @BeforeEach
    void aUsualTerminal() throws IOException {
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard), shown, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
    }

    @Test
    @DisplayName("it shows the run from its first moment to its last, and puts the terminal back")
    void showsAll() throws Exception {
        Attributes before = terminal.getAttributes();

        show();

        assertThat(printed()).contains("Nothing has arrived yet.", "0 of 3 s", "3 of 3 s", "Postgres", "credit 2 ▶")
                .containsOnlyOnce("\033[?1049h").containsOnlyOnce("\033[?1049l");
        assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
    }

    @Test
    @DisplayName("any key ends it, Ctrl-C, too: its signal would end the run that waits to be told")
    void keysEndIt() throws Exception {
        for (String key : new String[] {"q", "\003", "\033", "\r"}) {
            showAndPress(key);
            assertThat(printed()).as("after a key of code %s", (int) key.charAt(0)).doesNotContain("3 of 3 s");
        }
    }

    @Test
    @DisplayName("space holds it until space again")
    void spaceHolds() throws Exception {
        showAndPress("  ");

        assertThat(printed()).contains("go on", "3");
    }

    @Test
    @DisplayName("the window becomes too small, and large again")
    void resized() throws Exception {
        terminal.setSize(new Size(30, 5));
        show();

        assertThat(printed()).contains("too small").doesNotContain("Postgres");
    }

    @Test
    @DisplayName("without Unicode all that is shown is ASCII")
    void ascii() throws Exception {
        try (Screen screen = new Screen(terminal)) {
            new Replay(TinyRun.ofThreeSeconds(), words(false)).show(screen);
        }
        assertThat(printed()).matches("(?s)\\p{ASCII}*").contains("credit 2 >");
    }

    /** The keys are pressed before the first picture is there. */
    private void showAndPress(String keys) throws Exception {
        PipedOutputStream pressed = new PipedOutputStream();
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(pressed), shown, StandardCharsets.UTF_8);
        terminal.setSize(new Size(80, 24));
        try (Screen screen = new Screen(terminal)) {
            screen.takeSignalsAsKeys();
            pressed.write(keys.getBytes(StandardCharsets.US_ASCII));
            pressed.flush();
            new Replay(TinyRun.ofThreeSeconds(), words(true)).show(screen);
        }
    }

    private void show() throws Exception {
        try (Screen screen = new Screen(terminal)) {
            new Replay(TinyRun.ofThreeSeconds(), words(true)).show(screen);
        }
    }

    private static workbook.report.Terminal words(boolean unicode) {
        return new workbook.report.Terminal(new PrintStream(new ByteArrayOutputStream()), unicode, false);
    }

    private String printed() {
        String text = shown.toString(StandardCharsets.UTF_8);
        shown.reset();
        return text;
    }
}
