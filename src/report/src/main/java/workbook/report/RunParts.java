package workbook.report;

import java.util.List;

/**
 * Whose parts a run was made of.
 *
 * @param own the student's chapters: {@code "04"}
 * @param borrowed those of the reference
 * @param otherwise what it was made of, in a few words, if of no chapter's parts
 */
public record RunParts(List<String> own, List<String> borrowed, String otherwise) {

    /** A pipeline of which nobody said whose it is. */
    public static final RunParts UNKNOWN = new RunParts(List.of(), List.of());

    public RunParts(List<String> own, List<String> borrowed) {
        this(own, borrowed, "a pipeline");
    }

    /** No chapter's: {@code "real Flink"}. */
    public static RunParts of(String inWords) {
        return new RunParts(List.of(), List.of(), inWords);
    }

    /** In a few words: {@code "your parts; borrowed: 01, 02"}. */
    public String inWords() {
        if (own.isEmpty()) {
            return borrowed.isEmpty() ? otherwise : "the reference's parts";
        }
        return borrowed.isEmpty() ? "your parts" : "your parts; borrowed: " + String.join(", ", borrowed);
    }
}
