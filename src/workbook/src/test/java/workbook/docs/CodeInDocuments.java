package workbook.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a document sets as code. A span is asked, in this order: is it listed or allowed as it stands? a
 * command? options? a path? a setting with its value? If none of these, it is read as Java.
 *
 * <p>In a block of Java only types and their members must exist; in other blocks only commands are looked at.
 */
final class CodeInDocuments {

    /** HTML, or a word that stands for others. */
    private static final Pattern TAG = Pattern.compile("</?[a-z]+>");
    private static final Pattern PATH = Pattern.compile("[A-Za-z.<][\\w.*<>…-]*(?:/[\\w.*<>…-]+)*/?");
    private static final Pattern FILE =
            Pattern.compile("[\\w*-]+\\.(?:md|xml|java|cmd|config|json|html|svg|txt|zip|jar)");
    private static final Pattern PLACEHOLDER = Pattern.compile("<[^/>]*>|NN|…");
    /** An option or a metric: all of it is one name. */
    private static final Pattern KEY =
            Pattern.compile("(?=.*[a-zA-Z]-[a-zA-Z]|.*\\.<|(?:\\w+\\.){2}\\w)[\\w<>]+(?:[.-][\\w<>]+)*");
    private static final Pattern SETTING = Pattern.compile("([a-z][\\w.-]*[.-][\\w.-]*)(?::\\s|\\s?=\\s?).+");
    /** Up to what ends it: two spaces and an explanation, or a character that means something to a shell. */
    private static final Pattern COMMAND_IN_A_LINE = Pattern.compile(
            "(?<=^|[\\s;&|(])(?:\\./(?:workbook|mvnw)|[\\w-]+\\.sh)(?: (?! )[^;|&#>)]*?)?(?=$|  | ?[;|&#>)])");

    private final Tree tree;
    private final KnownNames names;
    private final ListedNames listed;
    private final WorkbookCommand workbook;
    private final MavenCommand maven;
    private final Expressions expressions;

    CodeInDocuments(Tree tree, KnownNames names, ListedNames listed, WorkbookCommand workbook, MavenCommand maven) {
        this.tree = tree;
        this.names = names;
        this.listed = listed;
        this.workbook = workbook;
        this.maven = maven;
        expressions = new Expressions(names);
    }

    List<Problem> problems(Document document) {
        Set<String> typesAround = document.spans().stream()
                .flatMap(span -> expressions.types(span.text()).stream()).collect(Collectors.toSet());
        Stream<Problem> inSpans = document.spans().stream().flatMap(span ->
                problems(document, span.text(), typesAround).stream()
                        .map(why -> document.problem(span.line(), "`" + span.text() + "`", why)));
        Stream<Problem> inFences = document.fences().stream().flatMap(fence -> problems(document, fence).stream());
        return Stream.concat(inSpans, inFences).toList();
    }

    private List<String> problems(Document document, String span, Set<String> typesAround) {
        List<String> words = List.of(span.strip().split("\\s+"));
        if (TAG.matcher(span).matches() || names.isListedOrAllowed(span) || exists(document, span)) {
            return List.of();
        } else if (isCommand(words)) {
            return problemsOfCommand(words);
        } else if (span.startsWith("--")) {
            return workbook.problemsOfOptions(words);
        } else if (span.matches("-[A-Za-z].*")) {
            return maven.problems(words);
        } else if (span.contains("/") && PATH.matcher(span).matches() || FILE.matcher(span).matches()) {
            return List.of("There is no such file or folder, neither from the root nor from this document's folder."
                    + Nearest.hint(span, tree.files("")));
        }
        if (KEY.matcher(span).matches()) {
            return List.of(names.unknown(span));
        }
        Matcher setting = SETTING.matcher(span);
        if (setting.matches() && names.isListedOrAllowed(setting.group(1))) {
            return List.of();
        }
        return expressions.problems(span, typesAround);
    }

    private List<Problem> problems(Document document, Document.Fence fence) {
        boolean java = fence.language().equals("java");
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < fence.code().size(); i++) {
            String line = fence.code().get(i).strip();
            int number = fence.line() + i;
            while (!java && line.endsWith("\\") && i + 1 < fence.code().size()) {
                line = line.replaceFirst("\\s*\\\\$", " ") + fence.code().get(++i).strip();
            }
            for (String why : java ? expressions.problemsWithTypes(line) : problemsOfShell(line)) {
                problems.add(document.problem(number, line, why));
            }
        }
        return problems;
    }

    private List<String> problemsOfShell(String line) {
        return line.startsWith("-D") ? maven.problems(List.of(line.split("\\s+")))
                : COMMAND_IN_A_LINE.matcher(line).results()
                        .flatMap(command -> problemsOfCommand(List.of(command.group().split(" "))).stream()).toList();
    }

    private boolean isCommand(List<String> words) {
        return words.get(0).matches("\\./(workbook|mvnw)") || words.size() > 1 && words.get(0).matches("workbook|mvnw")
                || listed.isCommand(words.get(0));
    }

    private List<String> problemsOfCommand(List<String> words) {
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0).replaceFirst("^\\./", "")) {
            case "workbook" -> workbook.problems(arguments);
            case "mvnw" -> maven.problems(arguments);
            default -> problemsOfListed(words.get(0), arguments);
        };
    }

    private List<String> problemsOfListed(String command, List<String> arguments) {
        if (!listed.isCommand(command)) {
            return List.of("There is no command " + command + " in the list of Flink's and Kafka's names.");
        }
        return arguments.stream().filter(argument -> argument.startsWith("--"))
                .filter(option -> !listed.isName(command + " " + option))
                .map(option -> command + " has no option " + option + " in the list of Flink's and Kafka's names."
                        + Nearest.hint(command + " " + option, listed.names().toList()))
                .toList();
    }

    /** From the root, from the document's folder, or, if it is a file's name alone, anywhere. */
    private boolean exists(Document document, String span) {
        if (!PATH.matcher(span).matches()) {
            return false;
        }
        String path = PLACEHOLDER.matcher(span).replaceAll("*");
        return path.matches(".*[A-Za-z].*") && (tree.has(path) || tree.has(document.folder() + path)
                || tree.isHandout() && Tree.isForInstructors(path)
                || FILE.matcher(path).matches() && tree.hasAnywhere(path));
    }
}
