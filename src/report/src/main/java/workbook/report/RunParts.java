package workbook.report;

import java.util.List;

/**
 * Whose parts a run was made of.
 *
 * @param own the student's chapters: {@code "04"}
 * @param borrowed those of the reference
 */
public record RunParts(List<String> own, List<String> borrowed) {

    /** A pipeline of which nobody said whose it is. */
    public static final RunParts UNKNOWN = new RunParts(List.of(), List.of());

    /** In a few words: {@code "your parts; borrowed: 01, 02"}. */
    public String inWords() {
        if (own.isEmpty()) {
            return borrowed.isEmpty() ? "a pipeline" : "the reference's parts";
        }
        return borrowed.isEmpty() ? "your parts" : "your parts; borrowed: " + String.join(", ", borrowed);
    }
}
