package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.policy.Policy;

class FeedbackTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void export() throws IOException {
        Path late = Files.writeString(folder.resolve("policy.properties"), "late.percent-per-day = 10\n");
        new Exports(Policy.read(late), Optional.of(ExampleClass.roster()), ExampleClass.MISCONCEPTIONS)
                .write(folder, ExampleClass.results(), List.of());
    }

    @Test
    void saysWhatThereIsAndWhatIsMissing() throws IOException {
        assertThat(feedback("b18"))
                .startsWith("# Feedback on the backpressure workbook\n\nFor Bo Wu (b18), on b18.zip.\n\n"
                        + "**21.6 of 124 points.** 5.4 less for being late: 2 days late: 20 %.\n")
                .contains("| **01** | **buffers** |  | **10** | **10** |\n"
                        + "| 1.1 | write records into a buffer | ✓ passing | 2 | 2 |")
                .contains("| 3.2 | nobody is forgotten | ✗ failing | 0 | 3 |")
                .contains("notes/Plan.java was left out\\: it isn't in a package of a chapter.")
                .contains("## Task 3.2: nobody is forgotten\n\n**✗ failing.**")
                .contains("### ✗ two writers and one buffer\\: both get their turn, whatever the order\n\n```text\n"
                        + "  Everybody waits and nobody will ever wake them.\n")
                .contains("## To do").contains("\n- 6.3: the pipeline\n").doesNotContain("## Task 3.1");
    }

    @Test
    void saysWhatWasNotTestedOrBorrowedOrRefusedOrCannotBeJudged() throws IOException {
        assertThat(feedback("d20")).contains("## Chapter 02 doesn't compile").contains("line 41\\: ';' expected")
                .contains("| 2.1 | no data without credit | – not graded | 0 | 2 |").doesNotContain("## To do");
        assertThat(feedback("c19")).contains("graded on the reference's answers to 01, 02, not on yours")
                .contains("**? cannot be judged.** It waits by means that the tests can't see");
        assertThat(feedback("g23")).contains("## Nothing of it was graded\n\nIt was refused\\: ".replace("\\", ""))
                .contains("It has 1,200 files");
    }

    @Test
    void saysWhatAPersonGaveAndWhy() throws IOException {
        Files.writeString(folder.resolve("marks.csv"), """
                id,item,points,comment
                b18,task 3.2,1.5,the *right* idea
                b18,question 1b,1,"who notices it, and when?"
                """);
        export();

        assertThat(feedback("b18")).contains("| 3.2 | nobody is forgotten | ✗ failing | 1.5 by hand | 3 |",
                "By hand: 1.5 of 3 points. the \\*right\\* idea", "| 1b | the Buffer that is lent again | 1 | 2 |",
                "| 1a | the pool that grows | not yet | 2 |", "On 1b: who notices it, and when?");
    }

    @Test
    void hostileTextStaysTextInMarkdown() throws IOException {
        String feedback = feedback("e21");
        Node document = Parser.builder().extensions(List.of(TablesExtension.create())).build().parse(feedback);

        assertThat(feedback).doesNotContain("\u001B", "\u202E", "\u0000", "\uFFFF").hasSizeLessThan(1_000_000);
        assertThat(feedback).contains("``````text\n````\n");
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(HtmlInline html) {
                throw new AssertionError("HTML: " + html.getLiteral());
            }

            @Override
            public void visit(HtmlBlock html) {
                throw new AssertionError("HTML: " + html.getLiteral());
            }

            @Override
            public void visit(Link link) {
                throw new AssertionError("a link to " + link.getDestination());
            }

            @Override
            public void visit(Image image) {
                throw new AssertionError("an image of " + image.getDestination());
            }

            @Override
            public void visit(Heading heading) {
                assertThat(heading.getFirstChild().toString()).doesNotContain("not a heading");
                super.visit(heading);
            }

            @Override
            public void visit(FencedCodeBlock block) {
                assertThat(block.getLiteral()).contains("````` </pre>", "# not a heading");
            }
        });
    }

    @Test
    void thePageIsHarmlessByItself() throws IOException {
        String page = Files.readString(folder.resolve("students/e21/feedback.html"));

        assertThat(page).startsWith("<!DOCTYPE html>")
                .contains("Content-Security-Policy\" content=\"default-src 'none'")
                .doesNotContain("<script", "<img", "<a ", "</pre></pre>", " style=", "\u202E", "\u001B")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void thePageColoursStatesAndKeepsTheirSigns() throws IOException {
        assertThat(Files.readString(folder.resolve("students/b18/feedback.html")))
                .contains("<td class=\"passing\">✓ passing</td>", "<td class=\"failing\">✗ failing</td>",
                        "<td class=\"to-do\">· to do</td>", "<h1>Feedback on the backpressure workbook</h1>");
    }

    private String feedback(String id) throws IOException {
        return Files.readString(folder.resolve("students").resolve(id).resolve("feedback.md"));
    }
}
