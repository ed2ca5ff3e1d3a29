package workbook.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import workbook.runner.WorkbookException;

/** Says what there is. */
@Command(name = "help", description = "Show what there is, or how one command is used.")
final class HelpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The one to explain.")
    private String command;

    @Override
    public Integer call() {
        CommandLine all = spec.parent().commandLine();
        CommandLine explained = command == null ? all : all.getSubcommands().get(command);
        if (explained == null) {
            throw new WorkbookException(WorkbookException.Blame.USAGE,
                    "There is no command '" + command + "'. ./workbook --help says what there is.");
        }
        explained.usage(System.out);
        return Main.DONE;
    }
}
