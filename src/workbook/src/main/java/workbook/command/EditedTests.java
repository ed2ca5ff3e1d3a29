package workbook.command;

import java.util.List;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Originals.Difference;
import workbook.runner.Originals.Kind;
import workbook.runner.Workbook;

/** Says which of a chapter's tests aren't the workbook's any more. It changes no verdict: only what it is worth. */
final class EditedTests {

    private static final int MOST_SHOWN = 3;

    private EditedTests() {
    }

    static List<Difference> of(Chapter chapter, Workbook workbook) {
        return Originals.of(workbook).differences(workbook.tests(chapter));
    }

    static void show(List<Difference> tests, Chapter chapter, Workbook workbook, Terminal terminal) {
        if (tests.isEmpty()) {
            return;
        }
        String back = "./workbook reset " + chapter.code() + " --tests puts ";
        String mark = terminal.paint(Style.OPEN, "!") + " ";
        List<Difference> edited = tests.stream().filter(test -> test.kind() != Kind.ADDED).toList();
        tests.stream().filter(test -> test.kind() == Kind.ADDED).limit(MOST_SHOWN).forEach(test ->
                Main.wrapped(terminal, mark + words(test, workbook) + " What it tests is up to you."));
        if (edited.size() == 1) {
            Main.wrapped(terminal, mark + words(edited.get(0), workbook) + " So what the tests say may not be what"
                    + " counts. " + back + "it back.");
        } else if (!edited.isEmpty()) {
            edited.stream().limit(MOST_SHOWN).forEach(test -> Main.wrapped(terminal, mark + words(test, workbook)));
            Main.wrapped(terminal, "  " + (edited.size() > MOST_SHOWN ? "And so with " + (edited.size() - MOST_SHOWN)
                    + " more. " : "") + "So what the tests say may not be what counts. " + back + "them back.");
        }
        terminal.line();
    }

    static String words(Difference test, Workbook workbook) {
        String file = workbook.relative(test.file());
        return switch (test.kind()) {
            case CHANGED -> file + " isn't as it was handed out.";
            case GONE -> file + " is gone.";
            case ADDED -> file + " wasn't handed out with the workbook.";
        };
    }
}
