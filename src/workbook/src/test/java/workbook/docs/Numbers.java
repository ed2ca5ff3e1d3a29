package workbook.docs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.testkit.TaskNumber;

/** The numbers of chapters, which are folders, and of tasks, which are headings in them; and where they are named. */
final class Numbers {

    private static final Pattern CHAPTER_FOLDER = Pattern.compile("chapters/0*(\\d+)-[^/]*/.*");
    private static final Pattern TASK_HEADING = Pattern.compile("Task ([1-9]\\d?\\.[1-9]\\d?)\\b.*", Pattern.DOTALL);

    private static final String TASK = "[1-9]\\d?\\.\\d{1,2}";
    private static final String CHAPTER = "\\d\\d?";
    /** Other numbers look the same, 2.8 seconds. So a number must be called a chapter or a task, … */
    private static final Pattern CALLED = Pattern.compile("(?i)\\b(?:task\\s+" + TASK + "|tasks\\s+" + several(TASK)
            + "|chapter\\s+" + CHAPTER + "|chapters\\s+" + several(CHAPTER) + ")(?!\\.?\\d)");
    /** … or end a phrase, as in 3.2, */
    private static final Pattern ENDING_A_PHRASE =
            Pattern.compile("\\b(?:in|see)\\s+" + TASK + "(?=\\s*$|[,.;:)](?:\\s|$))");
    /** … or begin a cell that is for tasks. */
    private static final Pattern BEGINNING_A_CELL = Pattern.compile("^" + several(TASK) + "(?=$|[,;:]|\\s[\"(])");
    private static final List<String> COLUMNS_OF_TASKS = List.of("task", "tasks", "see it");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    private final SortedSet<Integer> chapters = new TreeSet<>();
    private final SortedSet<TaskNumber> tasks = new TreeSet<>();

    Numbers(Tree tree, Collection<Document> documents) {
        for (String file : tree.files("")) {
            Matcher chapter = CHAPTER_FOLDER.matcher(file);
            if (chapter.matches()) {
                chapters.add(Integer.valueOf(chapter.group(1)));
            }
        }
        documents.stream().filter(Document::isLesson).forEach(lesson -> tasks.addAll(tasks(lesson)));
    }

    /** Those that a lesson has headings for, in its order. */
    static List<TaskNumber> tasks(Document lesson) {
        return lesson.headings().stream().flatMap(heading -> task(heading).stream()).toList();
    }

    static Optional<TaskNumber> task(Document.Heading heading) {
        Matcher task = TASK_HEADING.matcher(heading.text());
        return task.matches() ? Optional.of(TaskNumber.parse(task.group(1))) : Optional.empty();
    }

    /** What is wrong with a chapter's number, 3 or 03, or a task's, 3.2 or 03.2. */
    Optional<String> problem(String number) {
        String plain = number.replaceFirst("^0+", "");
        boolean known = plain.contains(".")
                ? tasks.stream().anyMatch(task -> task.toString().equals(plain))
                : chapters.stream().anyMatch(chapter -> chapter.toString().equals(plain));
        return known ? Optional.empty() : Optional.of("There is no " + (plain.contains(".") ? "task " : "chapter ")
                + number + " (chapters: " + chapters + (plain.contains(".") ? "; tasks: " + tasks : "") + ").");
    }

    /** In all that a document says in plain words. */
    List<Problem> problems(Document document) {
        return document.prose().stream().flatMap(prose -> Stream.of(CALLED, ENDING_A_PHRASE, BEGINNING_A_CELL)
                .filter(pattern -> pattern != BEGINNING_A_CELL || isForTasks(prose.column()))
                .flatMap(pattern -> pattern.matcher(prose.text()).results())
                .flatMap(phrase -> NUMBER.matcher(phrase.group()).results().flatMap(number -> {
                    String before = prose.text().substring(0, phrase.start() + number.start());
                    int line = prose.line() + (int) before.chars().filter(letter -> letter == '\n').count();
                    return problem(number.group()).stream().map(why -> document.problem(line, number.group(), why));
                }))).toList();
    }

    private static boolean isForTasks(Optional<String> column) {
        return column.map(String::strip).filter(COLUMNS_OF_TASKS::contains).isPresent();
    }

    private static String several(String number) {
        return number + "(?:(?:,| and| or| to|, and|–|-)\\s*" + number + ")*";
    }
}
