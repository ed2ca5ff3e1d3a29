package workbook.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import workbook.runner.Sources;
import workbook.testkit.TaskNumber;

/** The hints of a task, from its chapter's lesson: what is folded away below the task's heading. */
final class Hints {

    private static final Pattern TASK = Pattern.compile("Task\\s+([1-9]\\d?\\.[1-9]\\d?)\\s*:.*");
    private static final Pattern BEGINS = Pattern.compile("(?s)<details>\\s*<summary>\\s*Hint\\b.*");

    private Hints() {
    }

    /**
     * The lines of each of the task's hints, in order, as plain text.
     *
     * @param width the longest a line may be
     */
    static List<List<String>> of(Path lesson, TaskNumber task, int width) {
        List<List<String>> hints = new ArrayList<>();
        if (!Files.isRegularFile(lesson)) {
            return hints;
        }
        boolean inTask = false;
        List<Node> hint = null;
        for (Node node = Parser.builder().build().parse(Sources.read(lesson)).getFirstChild(); node != null;
                node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                Matcher title = TASK.matcher(PlainText.of(heading));
                inTask = title.matches() && title.group(1).equals(task.toString());
                hint = null;
            } else if (node instanceof HtmlBlock html && inTask
                    && BEGINS.matcher(html.getLiteral().strip()).matches()) {
                hint = new ArrayList<>();
            } else if (node instanceof HtmlBlock html && hint != null && html.getLiteral().contains("</details>")) {
                hints.add(PlainText.lines(hint, width));
                hint = null;
            } else if (hint != null) {
                hint.add(node);
            }
        }
        return hints;
    }
}
