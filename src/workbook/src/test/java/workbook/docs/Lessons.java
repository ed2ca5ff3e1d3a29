package workbook.docs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import workbook.testkit.TaskNumber;

/** That each lesson has what a lesson has, and that its tasks are those that GRADING.md gives points for. */
final class Lessons {

    private static final int MOST_WORDS_BEFORE_THE_TASKS = 900;
    private static final int FEWEST_QUESTIONS = 3;
    private static final int POINTS = 100;
    private static final String LAST_HEADING = "See it in Flink";

    private static final Pattern DETAILS = Pattern.compile("<(/?)details\\b");
    private static final Pattern POINTS_OF_A_TASK =
            Pattern.compile("\\|\\s*(\\d+\\.\\d+)\\s*\\|.*\\|\\s*(\\d+)\\s*\\|\\s*");

    private Lessons() {
    }

    static List<Problem> problems(Document lesson) {
        return Stream.of(tasks(lesson), hints(lesson), questions(lesson), length(lesson), end(lesson))
                .flatMap(List::stream).toList();
    }

    /** In any document: each {@code <details>} is closed before the next one begins. */
    static List<Problem> details(Document document) {
        List<Problem> problems = new ArrayList<>();
        Optional<Integer> open = Optional.empty();
        for (Document.Html html : document.html()) {
            for (Matcher tag = DETAILS.matcher(html.text()); tag.find();) {
                boolean opens = tag.group(1).isEmpty();
                if (opens && open.isPresent()) {
                    problems.add(document.problem(open.get(), "<details>", "It isn't closed before the next one."));
                } else if (!opens && open.isEmpty()) {
                    problems.add(document.problem(html.line(), "</details>", "There is none to close."));
                }
                open = opens ? Optional.of(html.line()) : Optional.empty();
            }
        }
        open.ifPresent(line -> problems.add(document.problem(line, "<details>", "It is never closed.")));
        return problems;
    }

    /** The points table has the lessons' tasks, in order, and 100 points. */
    static List<Problem> points(Document grading, Collection<Document> lessons) {
        List<TaskNumber> tasks = lessons.stream().flatMap(lesson -> Numbers.tasks(lesson).stream()).sorted().toList();
        List<TaskNumber> graded = new ArrayList<>();
        int sum = 0;
        int last = 1;
        for (int i = 0; i < grading.lines().size(); i++) {
            Matcher row = POINTS_OF_A_TASK.matcher(grading.lines().get(i));
            if (row.matches()) {
                graded.add(TaskNumber.parse(row.group(1)));
                sum += Integer.parseInt(row.group(2));
                last = i + 1;
            }
        }
        List<Problem> problems = new ArrayList<>();
        if (!graded.equals(tasks)) {
            problems.add(grading.problem(last, "points", "The table must have the lessons' tasks, in order. It lacks "
                    + without(tasks, graded) + ", and has too many: " + without(graded, tasks) + "."));
        }
        if (sum != POINTS) {
            problems.add(grading.problem(last, "points", "They add up to " + sum + ", not to " + POINTS + "."));
        }
        return problems;
    }

    private static List<TaskNumber> without(List<TaskNumber> tasks, List<TaskNumber> others) {
        return tasks.stream().filter(task -> !others.contains(task)).toList();
    }

    private static List<Problem> tasks(Document lesson) {
        int chapter = Integer.parseInt(lesson.folder().replaceAll("chapters/(\\d+).*", "$1"));
        List<Problem> problems = new ArrayList<>();
        int expected = 1;
        for (Document.Heading heading : headings(lesson)) {
            Optional<TaskNumber> task = Numbers.task(heading);
            if (task.isPresent()) {
                TaskNumber next = new TaskNumber(chapter, expected++);
                if (!task.get().equals(next) || !heading.text().startsWith("Task " + next + ": ")) {
                    problems.add(lesson.problem(heading.line(), heading.text(),
                            "The next heading of a task must be 'Task " + next + ": …'."));
                }
            }
        }
        return expected > 1 ? problems : List.of(lesson.problem(1, "tasks", "There is no heading 'Task N.T: …'."));
    }

    private static List<Problem> hints(Document lesson) {
        List<Document.Heading> headings = headings(lesson);
        return IntStream.range(0, headings.size()).filter(i -> Numbers.task(headings.get(i)).isPresent())
                .filter(i -> folded(lesson, "Hint", headings.get(i).line(),
                        i + 1 < headings.size() ? headings.get(i + 1).line() : Integer.MAX_VALUE) == 0)
                .mapToObj(i -> lesson.problem(headings.get(i).line(), headings.get(i).text(),
                        "This task has no <details><summary>Hint 1</summary>."))
                .toList();
    }

    private static List<Problem> questions(Document lesson) {
        long answers = folded(lesson, "Answer", 0, Integer.MAX_VALUE);
        return answers >= FEWEST_QUESTIONS ? List.of() : List.of(lesson.problem(1, "questions",
                "There must be at least " + FEWEST_QUESTIONS + ", each with its <details><summary>Answer</summary>;"
                        + " there are " + answers + "."));
    }

    private static List<Problem> length(Document lesson) {
        int tasksBegin = headings(lesson).stream().filter(heading -> Numbers.task(heading).isPresent())
                .mapToInt(Document.Heading::line).findFirst().orElse(1);
        String text = String.join("\n", lesson.lines().subList(0, tasksBegin - 1)).replaceAll("(?ms)^```.*?^```", "");
        long words = text.lines()
                .flatMap(line -> Stream.of(line.strip().split("\\s+"))).filter(word -> !word.isEmpty()).count();
        return words <= MOST_WORDS_BEFORE_THE_TASKS ? List.of() : List.of(lesson.problem(tasksBegin, "length",
                words + " words before the first task; " + MOST_WORDS_BEFORE_THE_TASKS + " is the most."));
    }

    private static List<Problem> end(Document lesson) {
        List<Document.Heading> headings = headings(lesson);
        return !headings.isEmpty() && headings.get(headings.size() - 1).text().equals(LAST_HEADING) ? List.of()
                : List.of(lesson.problem(lesson.lines().size(), "end",
                        "The last section must be '" + LAST_HEADING + "'."));
    }

    private static List<Document.Heading> headings(Document lesson) {
        return lesson.headings().stream().filter(heading -> heading.level() == 2).toList();
    }

    /** How many of them there are in these lines. */
    private static long folded(Document lesson, String summary, int from, int to) {
        Pattern pattern = Pattern.compile("<summary>" + summary + "\\b");
        return lesson.html().stream().filter(html -> html.line() >= from && html.line() < to)
                .mapToLong(html -> pattern.matcher(html.text()).results().count()).sum();
    }
}
