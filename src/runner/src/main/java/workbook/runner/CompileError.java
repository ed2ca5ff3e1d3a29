package workbook.runner;

/**
 * A place the compiler stumbled over.
 *
 * @param file from the workbook's root, with slashes
 * @param line from 1; 0 if the compiler doesn't know
 * @param column from 1, tabs reckoned to 8 columns; 0 if the compiler doesn't know
 * @param sourceLine the line, its tabs expanded
 * @param sentence what is wrong, in plain words
 * @param compilerMessage what is wrong, in the compiler's own
 */
public record CompileError(String file, int line, int column, String sourceLine, String sentence,
        String compilerMessage) {

    /** The source line with a caret beneath the place, both indented. */
    public String excerpt(String indent) {
        if (sourceLine.isBlank()) {
            return "";
        }
        int margin = sourceLine.length() - sourceLine.stripLeading().length();
        String caret = column > margin ? "\n" + indent + " ".repeat(column - 1 - margin) + "^" : "";
        return indent + sourceLine.strip() + caret;
    }
}
