package workbook.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import workbook.testkit.TaskNumber;

/** A failed test as a student reads it: what went wrong, the story, where to read on. */
public final class FailureText {

    private static final int WIDTH = 80;
    private static final int MOST_LINES = 60;
    private static final int MOST_PRINTED_LINES = 20;
    private static final Pattern FRAME = Pattern.compile("\\s*at (\\S+/)?[\\w.$<>]+\\([^()]*\\)\\s*");
    private static final Pattern MORE_FRAMES = Pattern.compile("\\s*\\.\\.\\.\\s*\\(?\\d+ (more|remaining lines).*");
    private static final Pattern REPLAY =
            Pattern.compile("(?<!\\n)\\n+It went wrong with \\w+ \\S+; -Dworkbook\\.replay=\\S+ runs that one again\\.\\s*$");

    private final Workbook workbook;
    private final boolean everything;
    private final boolean stackTraces;

    /**
     * @param everything long messages and all that was printed in full
     * @param stackTraces with the stack trace of what was thrown
     */
    public FailureText(Workbook workbook, boolean everything, boolean stackTraces) {
        this.workbook = workbook;
        this.everything = everything;
        this.stackTraces = stackTraces;
    }

    /** What follows the line with the test's name; each line indented by two. */
    public List<String> lines(TestReport test, Chapter chapter) {
        List<String> lines = new ArrayList<>();
        List<String> message = body(test.message());
        addBounded(lines, "  ", message, MOST_LINES);
        test.place().ifPresent(place -> lines.add("  at " + place));
        if (!test.printed().isBlank()) {
            lines.add("");
            lines.add("  It printed:");
            addBounded(lines, "    ", test.printed().stripTrailing().lines().toList(), MOST_PRINTED_LINES);
        }
        if (stackTraces && !test.stackTrace().isEmpty()) {
            lines.add("");
            test.stackTrace().lines().forEach(line -> lines.add("  " + line));
        }
        lines.add("");
        String lesson = "  Lesson: " + workbook.relative(workbook.lesson(chapter))
                + test.task().map(task -> ", task " + task).orElse("");
        if (test.replay().isEmpty()) {
            lines.add(lesson);
        } else {
            String again = "Again: ./workbook check " + test.task().map(TaskNumber::toString).orElse(chapter.code())
                    + " --replay " + test.replay().get();
            if (lesson.length() + 5 + again.length() <= WIDTH) {
                lines.add(lesson + "     " + again);
            } else {
                lines.add(lesson);
                lines.add("  " + again);
            }
        }
        return lines;
    }

    /** A message without brackets round AssertJ's description, without frames, without what the last lines say. */
    static List<String> body(String message) {
        String text = message.replace("\r\n", "\n");
        text = REPLAY.matcher(text).replaceFirst("");
        text = unwrapDescription(text);
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (FRAME.matcher(line).matches() || MORE_FRAMES.matcher(line).matches()) {
                continue;
            }
            boolean blank = line.isBlank();
            if (!blank || !lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
                lines.addAll(blank ? List.of("") : wrap(line.stripTrailing(), WIDTH - 2));
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** {@code "[what was done] \nExpecting …"}: the description, and then the rest. */
    private static String unwrapDescription(String text) {
        if (!text.startsWith("[")) {
            return text;
        }
        int end = text.indexOf("] \n");
        int close = end >= 0 ? end : closingBracket(text);
        if (close < 0 || close + 1 < text.length() && text.charAt(close + 1) != ' ') {
            return text;
        }
        String description = text.substring(1, close).strip();
        String rest = text.substring(close + 1).stripLeading();
        return description.isEmpty() ? rest : description + "\n\n" + rest;
    }

    private static int closingBracket(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '[') {
                depth++;
            } else if (text.charAt(i) == ']' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Breaks a long line between words; what follows is indented by two more. */
    public static List<String> wrap(String line, int width) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        int indented = line.length() - line.stripLeading().length();
        String indent = " ".repeat(Math.min(indented, width / 2)) + "  "; // or it would never get shorter
        while (rest.length() > width) {
            int end = rest.lastIndexOf(' ', width);
            if (end <= indent.length()) {
                end = rest.indexOf(' ', width); // one long word
            }
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private void addBounded(List<String> lines, String indent, List<String> added, int most) {
        boolean whole = everything || added.size() <= most + 1;
        int head = whole ? added.size() : most / 2;   // the end of a long story says how it ended
        int tail = whole ? 0 : most - head;
        added.subList(0, head).forEach(line -> lines.add(line.isEmpty() ? "" : indent + line));
        if (!whole) {
            lines.add(indent + "… " + (added.size() - head - tail) + " lines more; --all shows them …");
        }
        added.subList(added.size() - tail, added.size()).forEach(line -> lines.add(line.isEmpty() ? "" : indent + line));
    }
}
