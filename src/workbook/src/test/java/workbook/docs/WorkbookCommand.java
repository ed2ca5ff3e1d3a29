package workbook.docs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Whether {@code ./workbook} understands what a document tells people to type: asked of the command itself. */
final class WorkbookCommand {

    private final CommandSpec root;
    private final Numbers numbers;

    WorkbookCommand(CommandSpec root, Numbers numbers) {
        this.root = root;
        this.numbers = numbers;
    }

    /** @param arguments what follows {@code ./workbook} */
    List<String> problems(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            return problems(root, arguments);
        }
        CommandLine verb = root.subcommands().get(arguments.get(0));
        if (verb == null) {
            return List.of("./workbook has no command " + arguments.get(0) + "."
                    + Nearest.hint(arguments.get(0), root.subcommands().keySet()));
        }
        return problems(verb.getCommandSpec(), arguments.subList(1, arguments.size()));
    }

    /** @param arguments options alone, {@code --parts mine}: some command must have them */
    List<String> problemsOfOptions(List<String> arguments) {
        return commands().filter(command -> option(command, arguments.get(0)) != null)
                .findFirst().or(() -> commands().findFirst())
                .map(command -> problems(command, arguments)).orElseThrow();
    }

    private List<String> problems(CommandSpec command, List<String> arguments) {
        List<String> problems = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            OptionSpec option = option(command, argument);
            if (option != null) {
                String value = argument.contains("=") ? argument.substring(argument.indexOf('=') + 1)
                        : option.arity().max() > 0 && !rest.isEmpty() ? rest.pop() : "";
                if (value.matches("[a-z]+") && !String.join(" ", option.description()).contains(value)) {
                    problems.add(argument + " knows no " + value + ": " + String.join(" ", option.description()));
                }
            } else if (argument.startsWith("-")) {
                rest.clear(); // whether it takes a value, who knows
                problems.add("./" + command.qualifiedName() + " has no option " + argument + "."
                        + Nearest.hint(argument,
                                commands().flatMap(any -> any.optionsMap().keySet().stream()).toList()));
            } else if (command.positionalParameters().isEmpty()) {
                problems.add("./" + command.qualifiedName() + " takes no " + argument + ".");
            } else if (argument.matches("[\\d.]+")) {
                numbers.problem(argument).ifPresent(problems::add);
            } else if (argument.matches("[a-z]+") && !root.subcommands().containsKey(argument)) {
                problems.add("./" + command.qualifiedName() + " takes a number, not " + argument + ".");
            }
        }
        return problems;
    }

    private Stream<CommandSpec> commands() {
        return Stream.concat(Stream.of(root), root.subcommands().values().stream().map(CommandLine::getCommandSpec));
    }

    private static OptionSpec option(CommandSpec command, String argument) {
        String name = argument.split("=")[0];
        return command.optionsMap().getOrDefault(name, command.negatedOptionsMap().get(name));
    }
}
