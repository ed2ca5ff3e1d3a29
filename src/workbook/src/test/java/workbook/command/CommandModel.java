package workbook.command;

import java.io.OutputStream;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import workbook.report.Terminal;

/** The command as picocli knows it, for tests that ask which verbs and options there are. */
public final class CommandModel {

    private CommandModel() {
    }

    public static CommandSpec spec() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new CommandLine(new Main(new Terminal(nowhere, false, false))).getCommandSpec();
    }
}
