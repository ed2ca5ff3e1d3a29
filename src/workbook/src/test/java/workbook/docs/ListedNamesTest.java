package workbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import workbook.docs.ListedNames.Entry;

class ListedNamesTest {

    private static final List<String> KINDS =
            List.of("class", "method", "field", "option", "metric", "value", "column", "command", "argument");

    private final Map<String, String> classFiles = new HashMap<>();

    @Test
    @DisplayName("the list is in order, and has nothing twice")
    void theListIsInOrder() {
        assertThat(entries()).extracting(Entry::kind).isSubsetOf(KINDS)
                .isSortedAccordingTo((one, other) -> KINDS.indexOf(one) - KINDS.indexOf(other));
        assertThat(entries()).extracting(entry -> entry.kind() + " " + entry.name()).doesNotHaveDuplicates();
        for (String kind : KINDS) {
            assertThat(entries().stream().filter(entry -> entry.kind().equals(kind)).map(Entry::name))
                    .as(kind).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        }
    }

    /** Needs the artifacts' jars in a folder. Run it whenever the list changes; the list's head says how. */
    @Test
    @EnabledIfSystemProperty(named = "workbook.jars", matches = ".+")
    @DisplayName("every name is in the class file that is given as its place")
    void theListIsTrue() {
        assertThat(entries()).filteredOn(entry -> !isTrue(entry)).isEmpty();
    }

    private boolean isTrue(Entry entry) {
        String code = classFiles.computeIfAbsent(entry.artifact() + " " + entry.place(), key -> disassembled(entry));
        return switch (entry.kind()) {
            case "class" -> !code.isEmpty() && entry.place().matches(".*[.$]" + entry.lastPart());
            case "method" -> code.contains(" " + entry.lastPart() + "(") && isPlaceOfMember(entry);
            case "field" -> code.contains(" " + entry.lastPart() + ";") && isPlaceOfMember(entry);
            case "command" -> !code.isEmpty();
            case "argument" -> isConstant(code, entry.lastPart().replaceFirst("^--", ""));
            default -> Stream.of(entry.name().split("\\.?<[^>]*>\\.?")).allMatch(part -> isConstant(code, part)
                    || Stream.of(part.split("\\.")).allMatch(word -> isConstant(code, word)));
        };
    }

    private static boolean isPlaceOfMember(Entry entry) {
        String type = entry.name().substring(0, entry.name().lastIndexOf('.')).replaceAll(".*\\.", "");
        return entry.place().matches(".*[.$]" + type + "( .*)?");
    }

    private static boolean isConstant(String code, String text) {
        return Pattern.compile("= Utf8 +" + Pattern.quote(text) + "$", Pattern.MULTILINE).matcher(code).find();
    }

    /** The class must be in the artifact that is given; what it inherits from may be in any. */
    private static String disassembled(Entry entry) {
        Path jars = Path.of(System.getProperty("workbook.jars"));
        String[] places = entry.place().split(" \\+ ");
        String jar = jars.resolve(entry.artifact().replace(':', '-') + ".jar").toString();
        return javap(jar, places[0])
                + (places.length > 1 ? javap(jar + File.pathSeparator + jars + "/*", places[1]) : "");
    }

    private static String javap(String classPath, String type) {
        StringWriter code = new StringWriter();
        PrintWriter out = new PrintWriter(code);
        int failed = ToolProvider.findFirst("javap").orElseThrow().run(out, out, "-v", "-p", "-cp", classPath, type);
        return failed == 0 ? code.toString() : "";
    }

    private static List<Entry> entries() {
        return ListedNames.parse(Tree.ofThisWorkbook().read(ListedNames.FILE)).entries();
    }
}
