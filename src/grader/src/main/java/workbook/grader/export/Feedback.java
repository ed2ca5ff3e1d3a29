package workbook.grader.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import workbook.grader.policy.Marks.Mark;
import workbook.grader.policy.Participants.Participant;
import workbook.grader.policy.Points;
import workbook.grader.policy.Policy;
import workbook.grader.policy.Score;
import workbook.grader.policy.Score.QuestionPoints;
import workbook.grader.policy.Score.TaskPoints;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.SubmissionResult;

/** What a student gets back: as Markdown, and the same as a page. */
final class Feedback {

    private static final List<Extension> TABLES = List.of(TablesExtension.create());

    private final Participant participant;
    private final SubmissionResult result;
    private final Score score;
    private final StringBuilder text = new StringBuilder();

    private Feedback(Participant participant, SubmissionResult result, Score score) {
        this.participant = participant;
        this.result = result;
        this.score = score;
    }

    static String markdown(Participant participant, SubmissionResult result, Score score) {
        return new Feedback(participant, result, score).write();
    }

    /** @param markdown what {@link #markdown} gave */
    static String html(String markdown, String id) {
        String body = HtmlRenderer.builder().extensions(TABLES).escapeHtml(true).sanitizeUrls(true)
                .attributeProviderFactory(context -> Feedback::colour).build()
                .render(Parser.builder().extensions(TABLES).build().parse(markdown));
        return Page.of("Feedback for " + id, body);
    }

    private String write() {
        String name = participant.student().name();
        String id = participant.isStray() ? result.id() : participant.student().id();
        say("# Feedback on the backpressure workbook");
        say("For " + (name.isEmpty() ? Markdown.text(id) : Markdown.text(name) + " (" + Markdown.text(id) + ")")
                + ", on " + Markdown.text(result.submission()) + ".");
        say("**" + Points.text(score.total()) + " of " + Points.text(score.outOf()) + " points.**"
                + (score.late().signum() == 0 ? "" : " " + Points.text(score.late()) + " less for being late: "
                        + score.lateWhy() + "."));
        writeTroubles();
        writeTasks();
        writeNotes();
        writeQuestions();
        text.append(new FeedbackTasks(result, score).markdown());
        return text.toString();
    }

    private void writeTroubles() {
        if (!result.refused().isEmpty()) {
            say("## Nothing of it was graded");
            say("It was refused: " + Markdown.text(result.refused()));
        }
        for (Trouble trouble : Trouble.in(result)) {
            say("## " + trouble.sentence());
            list(trouble.why());
        }
    }

    private void writeNotes() {
        if (!result.notes().isEmpty()) {
            say("## Left out");
            list(result.notes());
        }
    }

    private void writeTasks() {
        say("## Points");
        text.append("| task | what | state | points | of |\n| --- | --- | --- | --: | --: |\n");
        String chapter = "";
        for (TaskPoints task : score.tasks()) {
            String next = Policy.chapterOf(task.task());
            if (!next.equals(chapter)) {
                chapter = next;
                writeChapter(chapter);
            }
            Symbol symbol = Symbol.of(task.verdict());
            row(task.task().toString(), Markdown.text(task.title()), symbol.sign() + " " + symbol.words(),
                    Points.text(task.points()) + (task.isByHand() ? " by hand" : ""), Points.text(task.most()));
        }
        if (score.late().signum() > 0) {
            row("", "late", "", "−" + Points.text(score.late()), "");
        }
        text.append("\n");
        borrowed();
    }

    private void writeChapter(String chapter) {
        Optional<ChapterResult> found = result.chapters().stream()
                .filter(each -> each.chapter().equals(chapter)).findFirst();
        row("**" + chapter + "**", found.map(each -> "**" + Markdown.text(each.title()) + "**").orElse(""), "",
                "**" + Points.text(score.ofTasks(chapter)) + "**",
                "**" + Points.text(score.mostOfTasks(chapter)) + "**");
    }

    private void borrowed() {
        result.chapters().stream().filter(chapter -> !chapter.borrowed().isEmpty()).forEach(chapter ->
                say("Chapter " + chapter.chapter() + " was graded on the reference's answers to "
                        + String.join(", ", chapter.borrowed()) + ", not on yours."));
    }

    private void writeQuestions() {
        if (score.questions().isEmpty()) {
            return;
        }
        say("## Questions");
        text.append("| question | what | points | of |\n| --- | --- | --: | --: |\n");
        for (QuestionPoints question : score.questions()) {
            row(question.question().id(), Markdown.text(question.question().text()),
                    question.isMarked() ? Points.text(question.points()) : "not yet",
                    Points.text(question.question().most()));
        }
        text.append("\n");
        score.questions().forEach(question -> question.mark().map(Mark::comment).filter(comment -> !comment.isEmpty())
                .ifPresent(comment -> say("On " + question.question().id() + ": " + Markdown.text(comment))));
    }

    private void list(List<String> sentences) {
        sentences.stream().limit(50).forEach(each -> text.append("- ").append(Markdown.text(each)).append("\n"));
        if (sentences.size() > 50) {
            text.append("- and ").append(sentences.size() - 50).append(" more\n");
        }
        text.append("\n");
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private void say(String paragraph) {
        text.append(paragraph).append("\n\n");
    }

    /** A state is coloured, too, in a table. */
    private static void colour(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableCell && node.getFirstChild() instanceof Text first) {
            for (Symbol symbol : Symbol.values()) {
                if (first.getLiteral().startsWith(symbol.sign() + " " + symbol.words())) {
                    attributes.put("class", symbol.style());
                }
            }
        }
    }
}
