package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.policy.Policy;

class OverviewTest {

    @TempDir
    private Path folder;
    private String page;

    @BeforeEach
    void export() throws IOException {
        Files.writeString(folder.resolve("marks.csv"), "id,item,points,comment\nzoe,1a,2,\na17,1.1,1,\n");
        new Exports(Policy.byDefault(), Optional.of(ExampleClass.roster()), ExampleClass.MISCONCEPTIONS)
                .write(folder, ExampleClass.results(), List.of(new Fact("Isolation", "none <b>")));
        page = Files.readString(folder.resolve("overview.html"));
    }

    @Test
    void beginsWithWhatNeedsAPerson() {
        String first = page.substring(page.indexOf("<h2 id=\"people\">"), page.indexOf("<h2 id=\"tasks\">"));

        assertThat(page)
                .contains("7 students, 1 handed nothing in; 1 submission of nobody’s. Median: 8 of 124 points.");
        assertThat(first).contains("<a href=\"students/c19/feedback.html\">c19", "Task 3.1 cannot be judged",
                "<a href=\"students/g23/feedback.html\">g23", "<a href=\"students/d20/feedback.html\">d20",
                "x-99.zip is nobody&#39;s in the roster", "72 answers to questions have no points yet",
                "points for who isn’t here: zoe").doesNotContain("students/a17", "students/b18");
    }

    @Test
    void everybodyIsInTheTableByTheirIdWithASignForEachTask() {
        String body = page.substring(page.indexOf("<tbody>"), page.indexOf("<h2 id=\"hardest\">"));
        List<String> ids = Pattern.compile("(?m)^<tr><th>(?:<a[^>]*>)?([\\w-]+)").matcher(body).results()
                .map(match -> match.group(1)).toList();

        assertThat(ids).containsExactly("a17", "b18", "c19", "d20", "e21", "f22", "g23", "x-99");
        assertThat(page).contains("<td class=\"cannot-be-judged first\">?</td>", "<td class=\"failing\">✗</td>",
                "<td class=\"to-do\">·</td>", "<td class=\"passing\">✓</td>", "<td class=\"not-graded first\">–</td>",
                "title=\"1 points by hand\">✓<sup>*</sup>");
    }

    @Test
    void tasksComeHardestFirstWithTheTestThatMostFail() {
        String tasks = page.substring(page.indexOf("<h2 id=\"hardest\">"), page.indexOf("<h2 id=\"failures\">"));

        assertThat(tasks.indexOf("<td>6.1 ")).as("place of 6.1, which one passes").isPositive()
                .isLessThan(tasks.indexOf("<td>1.5 "));
        assertThat(tasks).contains("<td>3.2 nobody is forgotten</td><td class=\"number\">1</td>"
                + "<td class=\"number\">2</td><td class=\"number\">2</td><td class=\"number\">0</td>"
                + "<td>two writers and one buffer: both get their turn, whatever the order"
                + " <span class=\"quiet\">2×</span></td>");
    }

    @Test
    void failuresThatLookLikeAMisconceptionAreNamed() {
        assertThat(page).contains("<dt>if instead of while <span class=\"quiet\">task 3.2, 2×</span></dt>",
                "<dd>Looks once whether a buffer is free, and takes it after the wait without looking again.<br>"
                        + "<span class=\"quiet\">b18, c19</span></dd>");
    }

    @Test
    void totalsAreAPictureAndFactsAreSaid() {
        assertThat(page).contains("aria-label=\"0–12 points: 4; 25–37 points: 1; 62–74 points: 1; 87–99 points: 1\"",
                "<dt>Isolation</dt><dd>none &lt;b&gt;</dd>");
    }

    @Test
    void isHarmlessByItself() throws Exception {
        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(page);
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8)));

        assertThat(page).contains("style-src 'sha256-" + hash + "'");
        assertThat(page).doesNotContain("<script", "<img", " style=", "href=\"http", "\u202E", "\u001B");
    }
}
