package workbook.grader.export;

/** A line of what there is to say of the whole grading: which isolation was in force, say. */
public record Fact(String label, String value) {
}
