package workbook.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The names of Flink, Kafka and their connectors that the documents use. They are listed, since the build
 * doesn't know those libraries; and the list is kept to what is used, so it remembers what it was asked for.
 */
final class ListedNames {

    static final String FILE = "src/workbook/src/test/resources/workbook/docs/names-of-flink-and-kafka.txt";

    private static final int COLUMNS = 4;

    private final List<Entry> entries;
    private final Set<Entry> used = new HashSet<>();

    private ListedNames(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * An entry.
     *
     * @param line in the list, from 1
     * @param kind class, method, field, option, metric, value (of an option), column, command, argument (of a command)
     * @param name as documents write it: {@code LocalBufferPool}, {@code Output.collect},
     *             {@code taskmanager.memory.segment-size}
     * @param artifact whose it is, and of which version
     * @param place the class in whose class file the name can be found
     */
    record Entry(int line, String kind, String name, String artifact, String place) {

        boolean isJava() {
            return List.of("class", "method", "field").contains(kind);
        }

        /** The member of a type, the argument of a command; what a document may name alone. */
        String lastPart() {
            return isJava() ? name.substring(name.lastIndexOf('.') + 1) : name.substring(name.lastIndexOf(' ') + 1);
        }

        /** Of a method, or of a class within a class. */
        boolean isMemberOf(String type) {
            return isJava() && ("." + name).endsWith("." + type + "." + lastPart());
        }
    }

    /** @param text an entry per line, its columns two or more spaces apart; {@code #} begins a remark */
    static ListedNames parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] columns = line.split("\\s{2,}");
                if (columns.length != COLUMNS) {
                    throw new IllegalArgumentException(FILE + ":" + (i + 1) + "  has not " + COLUMNS
                            + " columns two or more spaces apart: " + line);
                }
                entries.add(new Entry(i + 1, columns[0], columns[1], columns[2], columns[3]));
            }
        }
        return new ListedNames(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    boolean isType(String simpleName) {
        return use(entries.stream().filter(entry -> entry.kind().equals("class")
                && entry.lastPart().equals(simpleName)));
    }

    boolean isMember(String type, String member) {
        return use(entries.stream().filter(entry -> entry.isMemberOf(type) && entry.lastPart().equals(member)));
    }

    /** In full, or the last part of it. */
    boolean isName(String name) {
        return use(entries.stream().filter(entry -> entry.name().equals(name) || entry.lastPart().equals(name)));
    }

    boolean isCommand(String word) {
        return use(entries.stream().filter(entry -> entry.kind().equals("command") && entry.name().equals(word)));
    }

    Stream<String> names() {
        return entries.stream().flatMap(entry -> Stream.of(entry.name(), entry.lastPart())).distinct();
    }

    Stream<String> members(String type) {
        return entries.stream().filter(entry -> entry.isMemberOf(type)).map(Entry::lastPart);
    }

    /** What no document has named. */
    List<Problem> unused() {
        return entries.stream().filter(entry -> !used.contains(entry))
                .map(entry -> new Problem(FILE, entry.line(), entry.name(),
                        "No document names it any more: take it out."))
                .toList();
    }

    private boolean use(Stream<Entry> found) {
        List<Entry> all = found.toList();
        used.addAll(all);
        return !all.isEmpty();
    }
}
