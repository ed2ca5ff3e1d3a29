package workbook.report;

import java.util.List;

/**
 * Whose parts a run was made of, and what they ran on.
 *
 * @param own the student's chapters: {@code "04"}
 * @param borrowed those of the reference
 * @param systems the real ones, in a few words; empty in the simulated world
 */
public record RunParts(List<String> own, List<String> borrowed, String systems) {

    /** A pipeline of which nobody said whose it is. */
    public static final RunParts UNKNOWN = new RunParts(List.of(), List.of());

    /** In the simulated world. */
    public RunParts(List<String> own, List<String> borrowed) {
        this(own, borrowed, "");
    }

    /** No chapter's: {@code "real Flink"}. */
    public static RunParts of(String systems) {
        return new RunParts(List.of(), List.of(), systems);
    }

    /** The same parts on real systems. */
    public RunParts on(String realSystems) {
        return new RunParts(own, borrowed, realSystems);
    }

    /** In a few words: {@code "your parts; borrowed: 01, 02"}. */
    public String inWords() {
        if (own.isEmpty() && borrowed.isEmpty()) {
            return systems.isEmpty() ? "a pipeline" : systems;
        }
        String parts = own.isEmpty() ? "the reference's parts"
                : borrowed.isEmpty() ? "your parts" : "your parts; borrowed: " + String.join(", ", borrowed);
        return systems.isEmpty() ? parts : parts + (borrowed.isEmpty() || own.isEmpty() ? ", on " : "; on ") + systems;
    }
}
