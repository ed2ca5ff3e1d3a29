package workbook.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LessonHtmlTest {

    private static final Pattern TAG = Pattern.compile("<(/?[a-z0-9]+)([^>]*)>");

    @Test
    @DisplayName("headings go below those of the page; tasks can be linked to")
    void headings() {
        assertThat(LessonHtml.of("# 03 Block\n\n## Task 3.2: take `one`\n\n###### deep"))
                .isEqualTo("<h3>03 Block</h3>\n<h4 id=\"task-3.2\">Task 3.2: take <code>one</code></h4>\n<h6>deep</h6>\n");
    }

    @Test
    @DisplayName("a folded hint comes through, with what is in it")
    void hints() {
        assertThat(LessonHtml.of("<details><summary>Hint 1 & 2</summary>\n\nUse `while`.\n\n</details>\n"))
                .isEqualTo("<details><summary>Hint 1 &amp; 2</summary>\n<p>Use <code>while</code>.</p>\n</details>\n");
    }

    @Test
    @DisplayName("any other HTML is text, wherever it hides")
    void hostile() {
        for (String hostile : List.of("<script>alert(1)</script>", "text <img src=x onerror=alert(1)> text",
                "<details ontoggle=alert(1) open><summary>x</summary>\n\ny\n\n</details>",
                "<details><summary><img src=x onerror=alert(1)></summary>\n\ny\n\n</details>",
                "<details><summary>x</summary><script>alert(1)</script></details>", "</details></div>", "<!-- x -->",
                "<iframe src=//evil.example></iframe>", "<svg/onload=alert(1)>", "[x](javascript:alert(1))",
                "[x](data:text/html,<script>alert(1)</script>)", "![x](https://evil.example/x.png)",
                "![<script>](x)", "[x](https://e.example/\"onclick=alert(1))", "`<script>`", "```\n</pre><script>\n```",
                "# <b onclick=alert(1)>x</b>", "| a |\n| - |\n| <script>alert(1)</script> |",
                "<https://evil.example/<script>>", "[x]: javascript:alert(1)\n\n[x]", "&lt;script&gt;",
                "## Task 1.1: \"><script>alert(1)</script>")) {
            assertHarmless(hostile, LessonHtml.of(hostile));
        }
    }

    /** Only these tags, with none but these attributes. */
    private static void assertHarmless(String markdown, String html) {
        assertThat(TAG.matcher(html).results().toList()).as(markdown + " became " + html).allSatisfy(tag -> {
            assertThat(tag.group(1)).matches("/?(h[3-6]|p|ul|ol|li|pre|code|em|strong|blockquote|a|table|thead|tbody|tr"
                    + "|th|td|details|summary|hr|br)/?");
            assertThat(tag.group(2).replace("rel=\"noopener noreferrer\" target=\"_blank\"", "")).matches(
                    "( (tabindex=\"0\"|id=\"task-[0-9.]+\"|class=\"language-[a-z]+\"|start=\"\\d+\"|align=\"[a-z]+\"|href=\"https?://[^\"]*\"))? ?/?");
        });
        assertThat(html.replaceAll("<[a-z/][^>]*>", "")).as(markdown + " became " + html).doesNotContain("<");
        int open = html.split("<details>", -1).length;
        assertThat(html.split("</details>", -1).length).as(markdown + " became " + html).isLessThanOrEqualTo(open);
    }

    @Test
    @DisplayName("links lead to other sites, in a window of their own, or nowhere")
    void links() {
        assertThat(LessonHtml.of("[Flink](https://flink.apache.org/?a=1&b=2) and [cheat sheet](../CHEATSHEET.md)"))
                .isEqualTo("<p><a href=\"https://flink.apache.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\""
                        + " target=\"_blank\">Flink</a> and cheat sheet</p>\n");
    }

    @Test
    @DisplayName("every lesson of the workbook: harmless, all its hints there, no HTML shown as text")
    void lessons() throws IOException {
        try (Stream<Path> chapters = Files.list(Path.of("../../chapters").toAbsolutePath().normalize())) {
            List<Path> lessons = chapters.map(each -> each.resolve("README.md")).filter(Files::exists).sorted().toList();
            assertThat(lessons).hasSizeGreaterThanOrEqualTo(6);
            for (Path lesson : lessons) {
                String markdown = Files.readString(lesson);
                String html = LessonHtml.of(markdown);
                assertHarmless(lesson.toString(), html);
                assertThat(html.split("<details>", -1)).hasSameSizeAs(markdown.split("<details>", -1));
                assertThat(html).doesNotContain("&lt;details", "&lt;/details", "&lt;summary");
            }
        }
    }
}
