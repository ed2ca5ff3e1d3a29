package workbook.docs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may stand in a code span although it is the name of nothing; each for a reason. */
final class Allowed {

    static final String FILE = "src/workbook/src/test/resources/workbook/docs/allowed.txt";

    private record Entry(int line, String word) {
    }

    private final List<Entry> entries;
    private final Set<Entry> used = new HashSet<>();

    private Allowed(List<Entry> entries) {
        this.entries = entries;
    }

    /** @param text what is allowed, two or more spaces, and why, on a line each; {@code #} begins a remark */
    static Allowed parse(String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("# ")) {
                String[] columns = line.split("\\s{2,}", 2);
                if (columns.length < 2) {
                    throw new IllegalArgumentException(FILE + ":" + (i + 1) + "  gives no reason: " + line);
                }
                entries.add(new Entry(i + 1, columns[0]));
            }
        }
        return new Allowed(entries);
    }

    boolean allows(String word) {
        List<Entry> found = entries.stream().filter(entry -> entry.word().equals(word)).toList();
        used.addAll(found);
        return !found.isEmpty();
    }

    /** What was never needed. */
    List<Problem> unused() {
        return entries.stream().filter(entry -> !used.contains(entry))
                .map(entry -> new Problem(FILE, entry.line(), entry.word(),
                        "No document needs it any more: take it out."))
                .toList();
    }
}
