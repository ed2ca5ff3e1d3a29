package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTest {

    @Test
    void whatIsPlainStaysAsItIs() {
        assertThat(Plain.line("Größe: 3 × „Ü“, 漢字, 👍 ✗")).isEqualTo("Größe: 3 × „Ü“, 漢字, 👍 ✗");
        assertThat(Plain.lines(List.of("  indented", "", "  more"))).containsExactly("  indented", "", "  more");
    }

    @Test
    void escapesControlsAndTurnedTextAreTakenOut() {
        assertThat(Plain.line("a\u001B[1;31mred\u001B[0m \u001B]0;title\u0007b\u001B[2J \u009B31mc"))
                .isEqualTo("ared b c");
        assertThat(Plain.line("a\u202Eb\u2066c\u200Bd\u00ADe\uFEFFf\u0000g\uFFFFh\uD800i")).isEqualTo("abcdefghi");
        assertThat(Plain.line("one\ntwo\r\n\tthree\u2028four")).isEqualTo("one two three four");
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(Plain.line("x".repeat(1_000_000), 10)).isEqualTo("xxxxxxxxxx …");
        assertThat(Plain.lines(List.of("x".repeat(1_000_000)))).singleElement().asString().hasSize(302);
        assertThat(Plain.lines(List.of("x\n".repeat(1_000_000)))).hasSize(121).last().isEqualTo("… and more lines");
    }
}
