package workbook.grader.export;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts plain text into Markdown so that it stays plain text. */
final class Markdown {

    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>&|~#$!:@]");
    /** What begins a list, or a line under a heading. */
    private static final Pattern BEGINNING = Pattern.compile("^(\\d*)([-+=]|[.)](?=\\s|$))");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {
    }

    /** Anywhere within a line, or as an item of a list. */
    static String text(String text) {
        return BEGINNING.matcher(MARKUP.matcher(Plain.line(text)).replaceAll("\\\\$0")).replaceFirst("$1\\\\$2");
    }

    /** A block, whatever is in it. */
    static String block(List<String> text) {
        List<String> lines = Plain.lines(text);
        int longest = 2;
        for (String line : lines) {
            for (Matcher run = BACKTICKS.matcher(line); run.find();) {
                longest = Math.max(longest, run.end() - run.start());
            }
        }
        String fence = "`".repeat(longest + 1);
        return fence + "text\n" + String.join("\n", lines) + "\n" + fence + "\n";
    }
}
