package workbook.grader.export;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts of a submission, made harmless and short: without escape sequences, control characters, characters that turn
 * the direction of writing or aren't seen at all, and what isn't a character. What it gives may stand in XML.
 */
final class Plain {

    /** Of a sentence: a name, a reason. */
    static final int SENTENCE = 600;
    private static final int COLUMNS = 300;
    private static final int LINES = 120;

    private static final Pattern ESCAPE = Pattern.compile(
            "(?:\u001B\\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|\u001B.");

    private Plain() {
    }

    /** As one line of at most so many characters. */
    static String line(String text, int most) {
        String cleaned = clean(cut(text, 4 * most)).replaceAll("\\s+", " ").strip();
        return cleaned.length() <= most ? cleaned : cut(cleaned, most) + " …";
    }

    /** As one line, a sentence long. */
    static String line(String text) {
        return line(text, SENTENCE);
    }

    /** As lines, none of them too long and not too many. */
    static List<String> lines(List<String> text) {
        List<String> lines = new ArrayList<>();
        Stream<String> all = text.stream().flatMap(line -> line.isEmpty() ? Stream.of(line) : line.lines());
        all.limit(LINES + 1L).forEach(line -> {
            String cleaned = clean(cut(line, 4 * COLUMNS)).stripTrailing();
            lines.add(cleaned.length() <= COLUMNS ? cleaned : cut(cleaned, COLUMNS) + " …");
        });
        if (lines.size() > LINES) {
            lines.set(LINES, "… and more lines");
        }
        return lines;
    }

    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder();
        ESCAPE.matcher(text).replaceAll("").codePoints().forEach(each -> {
            switch (Character.getType(each)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    if (Character.isWhitespace(each)) {
                        cleaned.append(' ');
                    }
                }
                case Character.FORMAT, Character.SURROGATE -> { }
                default -> {
                    boolean noCharacter = (each & 0xFFFE) == 0xFFFE || each >= 0xFDD0 && each <= 0xFDEF;
                    if (!noCharacter) {
                        cleaned.appendCodePoint(each);
                    }
                }
            }
        });
        return cleaned.toString();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
