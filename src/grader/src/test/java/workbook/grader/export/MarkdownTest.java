package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    @ParameterizedTest
    @ValueSource(strings = {"*a* _b_ **c** `d` ~~e~~", "# f", "- g", "+ h", "1. i", "23) j", "---", "===", "[k](l)",
        "![m](n)", "back\\slash \\* and \\", "| o | p |", "3.1 and -1", "http://q.example user@r.example"})
    void textComesBackAsItWas(String text) {
        assertThat(html("- " + Markdown.text(text) + "\n")).isEqualTo("<ul>\n<li>" + text + "</li>\n</ul>\n");
    }

    @Test
    void htmlAndEntitiesAreText() {
        assertThat(html(Markdown.text("<b>&amp;"))).isEqualTo("<p>&lt;b&gt;&amp;amp;</p>\n");
    }

    @Test
    void aBlockHoldsWhateverEndsABlock() {
        assertThat(Markdown.block(List.of("  ```", "`````", ""))).isEqualTo("``````text\n  ```\n`````\n\n``````\n");
        assertThat(Markdown.block(List.of("plain"))).isEqualTo("```text\nplain\n```\n");
    }

    private static String html(String markdown) {
        return HtmlRenderer.builder().build().render(Parser.builder().build().parse(markdown));
    }
}
