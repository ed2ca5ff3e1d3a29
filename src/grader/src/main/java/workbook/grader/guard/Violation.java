package workbook.grader.guard;

/**
 * A submission refers to something that it may not.
 *
 * @param type the class that does, by its name
 * @param line where; 0 if nobody knows
 * @param what what it refers to, in the words of Java: {@code java.lang.System.exit}
 */
public record Violation(String type, int line, String what) {

    @Override
    public String toString() {
        return type.replaceAll("\\$.*", "") + (line > 0 ? ", line " + line : "") + " uses " + what
                + ", which no exercise needs and no submission may use.";
    }
}
