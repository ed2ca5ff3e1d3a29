package workbook.runner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.testkit.TaskNumber;

/**
 * What the checks last said, by the numbers of the tasks, and which help was asked for, in a small text file.
 * It may be deleted, or copied to another machine; lines that make no sense are ignored.
 */
public final class Progress {

    private static final Pattern TASK = Pattern.compile("([1-9]\\d?\\.[1-9]\\d?)\\s+(.+?)\\s*");
    private static final Pattern CHECKED = Pattern.compile("chapter\\s+(\\d\\d)\\s+([0-9a-f]+)\\s*");

    private static final Pattern HINTS = Pattern.compile("hints\\s+([1-9]\\d?\\.[1-9]\\d?)\\s+(\\d{1,2})\\s*");
    private static final Pattern ASKED = Pattern.compile("asked for solution\\s+(\\d\\d)\\s*");

    private final Workbook workbook;
    private final Path file;
    private final Map<TaskNumber, Verdict> verdicts = new TreeMap<>();
    private final Map<String, String> checked = new TreeMap<>();
    private final Map<TaskNumber, Integer> hints = new TreeMap<>();
    private final Set<String> askedForSolution = new TreeSet<>();

    private Progress(Workbook workbook) {
        this.workbook = workbook;
        file = workbook.notes().resolve("progress");
    }

    /** What is remembered; nothing, if there is no file. */
    public static Progress of(Workbook workbook) {
        Progress progress = new Progress(workbook);
        if (Files.isRegularFile(progress.file)) {
            Sources.read(progress.file).lines().forEach(progress::read);
        }
        return progress;
    }

    /** To do, if it was never checked. */
    public Verdict verdict(TaskNumber task) {
        return verdicts.getOrDefault(task, Verdict.TO_DO);
    }

    /** Whether the chapter was checked as it is now, on earlier ones as they are now. */
    public boolean isUpToDate(Chapter chapter) {
        return Optional.ofNullable(checked.get(chapter.code())).filter(fingerprint(chapter)::equals).isPresent();
    }

    /** Whether something of the chapter was ever checked. */
    public boolean wasChecked(Chapter chapter) {
        return checked.containsKey(chapter.code());
    }

    /** Whether every task of the chapter passes, as it is now. */
    public boolean passes(Chapter chapter) {
        return isUpToDate(chapter)
                && workbook.tasks(chapter).stream().allMatch(task -> verdict(task) == Verdict.PASSING);
    }

    /** How many of a task's hints were shown. */
    public int hintsSeen(TaskNumber task) {
        return hints.getOrDefault(task, 0);
    }

    /** Remembers, at once and for good, that so many of a task's hints were shown. */
    public void rememberHints(TaskNumber task, int seen) {
        hints.put(task, seen);
        write();
    }

    /** Whether the chapter's solution was asked for before. */
    public boolean wasAskedForSolution(Chapter chapter) {
        return askedForSolution.contains(chapter.code());
    }

    /** Remembers, at once and for good, that the chapter's solution was asked for. */
    public void rememberAskedForSolution(Chapter chapter) {
        askedForSolution.add(chapter.code());
        write();
    }

    /** Forgets what the checks said of a chapter, and which help was asked for: it is begun anew. */
    public void forget(Chapter chapter) {
        verdicts.keySet().removeIf(task -> task.chapter() == chapter.number());
        hints.keySet().removeIf(task -> task.chapter() == chapter.number());
        checked.remove(chapter.code());
        askedForSolution.remove(chapter.code());
        write();
    }

    /**
     * Remembers what a check said, at once and for good.
     *
     * @param partial whether only some of the tasks were checked
     */
    public void remember(ChapterReport report, boolean partial) {
        if (report.problem().isPresent()) {
            checked.replace(report.chapter().code(), "0");
        } else {
            report.tasks().forEach(task -> verdicts.put(task.task(), task.verdict()));
            if (!partial) {
                checked.put(report.chapter().code(), fingerprint(report.chapter()));
            } else if (!isUpToDate(report.chapter())) {
                checked.put(report.chapter().code(), "0");
            }
        }
        write();
    }

    private String fingerprint(Chapter chapter) {
        List<Path> folders = new ArrayList<>(List.of(workbook.tests(chapter)));
        for (Chapter each : workbook.chapters()) {
            if (each.number() <= chapter.number()) {
                boolean borrowed = each.number() < chapter.number() && workbook.isBorrowed(each);
                folders.add(borrowed ? workbook.borrow(each).sources() : workbook.own(each).sources());
            }
        }
        return Sources.fingerprint(folders);
    }

    private void read(String line) {
        Matcher task = TASK.matcher(line);
        Matcher chapter = CHECKED.matcher(line);
        Matcher hint = HINTS.matcher(line);
        Matcher asked = ASKED.matcher(line);
        if (task.matches()) {
            for (Verdict verdict : Verdict.values()) {
                if (verdict.words().equals(task.group(2))) {
                    verdicts.put(TaskNumber.parse(task.group(1)), verdict);
                }
            }
        } else if (chapter.matches()) {
            checked.put(chapter.group(1), chapter.group(2));
        } else if (hint.matches()) {
            hints.put(TaskNumber.parse(hint.group(1)), Integer.valueOf(hint.group(2)));
        } else if (asked.matches()) {
            askedForSolution.add(asked.group(1));
        }
    }

    private void write() {
        List<String> lines = new ArrayList<>(List.of("# What ./workbook check last said. You may delete this file."));
        verdicts.forEach((task, verdict) -> lines.add(task + " " + verdict.words()));
        lines.add("# The state of the sources at that time.");
        checked.forEach((chapter, fingerprint) -> lines.add("chapter " + chapter + " " + fingerprint));
        if (!hints.isEmpty() || !askedForSolution.isEmpty()) {
            lines.add("# The help that was asked for.");
        }
        hints.forEach((task, seen) -> lines.add("hints " + task + " " + seen));
        askedForSolution.forEach(chapter -> lines.add("asked for solution " + chapter));
        WholeFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
