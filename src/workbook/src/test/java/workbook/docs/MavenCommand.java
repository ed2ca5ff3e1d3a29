package workbook.docs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether {@code ./mvnw} and this build understand what a document tells people to type. */
final class MavenCommand {

    private static final Set<String> FLAGS = Set.of("-q", "-o", "-B", "-T", "-e", "-X", "-U", "-v", "-h", "-N", "-am",
            "-amd", "-pl", "-rf", "-P", "-f", "-fae", "-ff", "-fn", "-ntp");
    private static final Set<String> FLAGS_WITH_VALUE = Set.of("-pl", "-rf", "-P", "-f", "-T");
    private static final Set<String> PHASES =
            Set.of("clean", "validate", "compile", "test-compile", "test", "package", "verify", "install");
    /** Of Maven and its plugins; those of this build are read from its POMs and sources. */
    private static final Set<String> PROPERTIES = Set.of("test", "skipTests", "failIfNoTests",
            "surefire.failIfNoSpecifiedTests", "maven.test.skip", "maven.repo.local", "maven.surefire.debug");

    private static final Pattern PROPERTIES_IN_POM = Pattern.compile("(?s)<properties>(.*?)</properties>");
    private static final Pattern ELEMENT = Pattern.compile("<([\\w.-]+)>");
    private static final Pattern ACTIVATION = Pattern.compile("<property>\\s*<name>!?([\\w.-]+)</name>");

    private final Tree tree;
    private final OwnNames own;
    private final Numbers numbers;
    private final Set<String> properties = new TreeSet<>(PROPERTIES);

    MavenCommand(Tree tree, OwnNames own, Numbers numbers) {
        this.tree = tree;
        this.own = own;
        this.numbers = numbers;
        for (String pom : tree.files("pom.xml")) {
            String text = tree.read(pom);
            PROPERTIES_IN_POM.matcher(text).results().flatMap(block -> ELEMENT.matcher(block.group(1)).results())
                    .forEach(element -> properties.add(element.group(1)));
            ACTIVATION.matcher(text).results().forEach(property -> properties.add(property.group(1)));
        }
    }

    /** @param arguments what follows {@code ./mvnw}; or options that stand alone */
    List<String> problems(List<String> arguments) {
        List<String> problems = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            if (argument.startsWith("-D")) {
                problems.addAll(problemsOfProperty(argument.substring(2)));
            } else if (FLAGS.contains(argument)) {
                String value = FLAGS_WITH_VALUE.contains(argument) && !rest.isEmpty() ? rest.pop() : "";
                if (argument.equals("-pl")) {
                    problems.addAll(problemsOfModules(value));
                }
            } else if (argument.startsWith("-")) {
                problems.add("Maven has no option " + argument + " that is known here."
                        + Nearest.hint(argument, FLAGS));
            } else if (!PHASES.contains(argument) && !argument.contains(":")) {
                problems.add("Maven has no phase " + argument + "." + Nearest.hint(argument, PHASES));
            }
        }
        return problems;
    }

    private List<String> problemsOfModules(String modules) {
        return Stream.of(modules.split(","))
                .filter(module -> !module.startsWith(":") && !tree.has(module + "/pom.xml"))
                .filter(module -> !(tree.isHandout() && Tree.isForInstructors(module)))
                .map(module -> "There is no module " + module + ": no " + module + "/pom.xml.").toList();
    }

    private List<String> problemsOfProperty(String argument) {
        String[] parts = argument.split("=", 2);
        String name = parts[0];
        if (!properties.contains(name) && !(name.startsWith("workbook.") && own.isText(name))) {
            return List.of("Neither this build nor its tests read a property " + name + "."
                    + Nearest.hint(name, properties));
        }
        if (parts.length == 1 || !parts[1].matches("[\\w.,#-]+") || parts[1].matches("[A-Z]{1,2}")) {
            return List.of(); // no value, or one that stands for others
        }
        if (name.equals("chapter")) {
            return numbers.problem(parts[1]).stream().toList();
        }
        if (name.startsWith("part.")) {
            String folder = parts[1].replaceFirst("-solution$", "");
            return folder.startsWith(name.substring("part.".length()) + "-") && tree.has("chapters/" + folder)
                    ? List.of() : List.of("No such part: there is no chapter " + folder + ", or it is another one's.");
        }
        return name.equals("test")
                ? Stream.of(parts[1].split(",")).flatMap(test -> problemOfTest(test).stream()).toList() : List.of();
    }

    private Optional<String> problemOfTest(String test) {
        String type = test.replaceFirst("#.*", "");
        String method = test.substring(Math.min(test.length(), type.length() + 1));
        if (!own.isType(type)) {
            return Optional.of("There is no test class " + type + ".");
        }
        return method.isEmpty() || own.isMember(type, method) ? Optional.empty()
                : Optional.of(type + " has no test " + method + ".");
    }
}
