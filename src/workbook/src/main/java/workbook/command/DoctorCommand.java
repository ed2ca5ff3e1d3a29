package workbook.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;
import workbook.report.Terminal;
import workbook.report.Terminal.Style;

/** Looks for what is wrong with the machine, or with this copy of the workbook. */
@Command(name = "doctor", synopsisHeading = "Usage: ./", descriptionHeading = "%n", optionListHeading = "%nOptions:%n",
        description = {"Say what is wrong with this machine, and what mends it.",
            "It looks at the JDK, Maven, the terminal, the disk and this copy of the workbook, and",
            "changes nothing."},
        footer = {"", "Exit code: 0 all is well, 1 something isn't, 2 used wrongly, 3 the workbook failed."})
final class DoctorCommand implements Callable<Integer> {

    private static final int NAME_WIDTH = 14;
    private static final int WIDTH = 80;

    @ParentCommand
    private Main main;

    @Override
    public Integer call() {
        Terminal terminal = main.terminal();
        Path root = Main.root();
        List<Finding> findings = new Doctor(root, terminal).findings();
        findings.forEach(finding -> show(terminal, finding));
        terminal.line();
        long wrong = findings.stream().filter(finding -> finding.state() == Finding.State.WRONG).count();
        terminal.line(wrong == 0 ? "All is well. Next: ./workbook"
                : "Next: mend " + (wrong == 1 ? "that" : "these " + wrong) + ", then ./workbook doctor");
        return wrong == 0 ? Main.DONE : Main.NOT_YET;
    }

    private static void show(Terminal terminal, Finding finding) {
        String mark = switch (finding.state()) {
            case WELL -> terminal.paint(Style.GOOD, "✓");
            case REMARKABLE -> terminal.paint(Style.OPEN, "!");
            case WRONG -> terminal.paint(Style.BAD, "✗");
        };
        String margin = " ".repeat(NAME_WIDTH + 2);
        String name = finding.what() + " ".repeat(NAME_WIDTH - finding.what().length());
        for (String line : PlainText.wrap(finding.found(), WIDTH - margin.length())) {
            terminal.line(mark + " " + name + line);
            mark = " ";
            name = " ".repeat(NAME_WIDTH);
        }
        if (!finding.mend().isEmpty()) {
            terminal.line(margin + "→ " + finding.mend()); // in one piece: it may be copied
        }
    }
}
