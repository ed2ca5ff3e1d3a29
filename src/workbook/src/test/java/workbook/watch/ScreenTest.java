package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private Terminal terminal;

    @BeforeEach
    void aTerminalOfTenLines() throws IOException {
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keyboard), shown, StandardCharsets.UTF_8);
        terminal.setSize(new Size(40, 10));
    }

    @Test
    void longTextIsCutAndScrolled() {
        try (Screen screen = new Screen(terminal)) {
            screen.show(IntStream.rangeClosed(1, 30).mapToObj(i -> "line <" + i + ">").toList(), "q quit");
            assertThat(taken()).contains("line <1>", "line <8>", "22 lines more", "q quit").doesNotContain("<9>");

            screen.scroll(Screen.PAGE_DOWN);
            taken();
            screen.redraw();
            assertThat(taken()).contains("line <8>", "line <15>", "15 lines more");

            for (int i = 0; i < 9; i++) {
                screen.scroll(Screen.PAGE_DOWN);
            }
            taken();
            screen.redraw();
            assertThat(taken()).contains("line <23>", "line <30>").doesNotContain("more");
        }
    }

    @Test
    void keysAndArrowsAreTold() throws IOException {
        try (Screen screen = new Screen(terminal)) {
            keyboard.write("h\033[A\033OB\033[6~\033[Hq".getBytes(StandardCharsets.US_ASCII));
            keyboard.flush();

            assertThat(List.of(screen.key(), screen.key(), screen.key(), screen.key(), screen.key(), screen.key()))
                    .containsExactly((int) 'h', Screen.UP, Screen.DOWN, Screen.PAGE_DOWN, 0, (int) 'q');
        }
    }

    @Test
    void theTerminalIsAsItWas() {
        Attributes before = terminal.getAttributes();

        new Screen(terminal).close();

        assertThat(terminal.getAttributes().getLocalFlags()).isEqualTo(before.getLocalFlags());
        assertThat(terminal.getAttributes().getInputFlags()).isEqualTo(before.getInputFlags());
    }

    private String taken() {
        String text = shown.toString(StandardCharsets.UTF_8);
        shown.reset();
        return text;
    }
}
