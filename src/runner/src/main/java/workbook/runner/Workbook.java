package workbook.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.testkit.TaskNumber;

/** Where everything is: chapters, answers, and the command's own notes. */
public final class Workbook {

    static final String NOTES = ".workbook";

    private static final Pattern CHAPTER = Pattern.compile("(0[1-9]|[1-9]\\d)-[a-z0-9-]+");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\\s*\"([1-9]\\d?\\.[1-9]\\d?)\"\\s*\\)");
    private static final Pattern HEADING =
            Pattern.compile("(?m)^##\\s+Task\\s+([1-9]\\d?\\.[1-9]\\d?)\\s*:\\s*(.+?)\\s*$");
    private static final Pattern TODO = Pattern.compile("new\\s+([\\w.]+\\.)?Todo\\(");
    private static final Pattern BORROWED = Pattern.compile("(?m)^\\s*-Dpart\\.(\\d\\d)=(\\S+)-solution\\s*$");

    private final Path root;
    private final List<Chapter> chapters;

    private Workbook(Path root, List<Chapter> chapters) {
        this.root = root;
        this.chapters = chapters;
    }

    /** @throws WorkbookException if there are no chapters in that folder */
    public static Workbook at(Path root) {
        List<Chapter> chapters = chaptersIn(root.resolve("chapters"));
        if (chapters.isEmpty()) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK,
                    "There are no chapters in " + root.resolve("chapters") + ". Is this the whole workbook?");
        }
        return new Workbook(root, chapters);
    }

    public Path root() {
        return root;
    }

    /** In order. A folder with a lesson alone, and nothing to build, is none of them. */
    public List<Chapter> chapters() {
        return chapters;
    }

    public Optional<Chapter> chapter(int number) {
        return chapters.stream().filter(chapter -> chapter.number() == number).findFirst();
    }

    /** The command's own folder. Not necessarily there yet. */
    public Path notes() {
        return root.resolve(NOTES);
    }

    public Path lesson(Chapter chapter) {
        return folder(chapter).resolve("README.md");
    }

    public Path folder(Chapter chapter) {
        return root.resolve("chapters").resolve(chapter.folder());
    }

    public Path tests(Chapter chapter) {
        return folder(chapter).resolve("src/test/java");
    }

    /** What the student writes. */
    public Part own(Chapter chapter) {
        return new Part(chapter, folder(chapter).resolve("src/main/java"), false);
    }

    /** The reference answer, as sources or compiled; nothing in a workbook that was handed out without. */
    public Optional<Part> reference(Chapter chapter) {
        return Stream.of(solutionFolder(chapter).resolve("src/main/java"), referenceJar(chapter))
                .filter(Files::exists).findFirst().map(sources -> new Part(chapter, sources, true));
    }

    /** The reference answer, if it came as sources. */
    public Optional<Path> solution(Chapter chapter) {
        return reference(chapter).filter(part -> !part.isCompiled()).map(Part::sources);
    }

    /** Where the reference answer is in a workbook that was handed out with compiled ones. */
    public Path referenceJar(Chapter chapter) {
        return solutionFolder(chapter).resolve(chapter.folder() + "-solution.jar");
    }

    /** Whether the workbook came with sources of reference answers at all. */
    public boolean hasSolutions() {
        return chapters.stream().anyMatch(chapter -> solution(chapter).isPresent());
    }

    private Path solutionFolder(Chapter chapter) {
        return root.resolve("solutions").resolve(chapter.folder());
    }

    /** What Maven reads its options from. Not necessarily there. */
    Path mavenConfig() {
        return root.resolve(".mvn").resolve("maven.config");
    }

    /** Whether the student said, in {@code .mvn/maven.config}, that the reference shall stand in for a chapter. */
    public boolean isBorrowed(Chapter chapter) {
        Path config = mavenConfig();
        if (!Files.isRegularFile(config)) {
            return false;
        }
        Matcher line = BORROWED.matcher(Sources.read(config));
        while (line.find()) {
            if (line.group(1).equals(chapter.code())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What to check a chapter on: the earlier ones, each the student's own or borrowed as they said, and
     * the student's own answer to the chapter itself.
     *
     * @throws WorkbookException if a borrowed one isn't there
     */
    public List<Part> partsFor(Chapter chapter) {
        List<Part> parts = new ArrayList<>();
        for (Chapter earlier : chapters) {
            if (earlier.number() < chapter.number()) {
                parts.add(isBorrowed(earlier) ? borrow(earlier) : own(earlier));
            }
        }
        parts.add(own(chapter));
        return parts;
    }

    /** @throws WorkbookException if it isn't there */
    public Part borrow(Chapter chapter) {
        return reference(chapter).orElseThrow(() -> new WorkbookException(WorkbookException.Blame.USAGE,
                "Chapter " + chapter.code() + " is borrowed in .mvn/maven.config, but this workbook came without"
                        + " a reference for it. ./workbook unskip " + chapter.code() + " takes that line out."));
    }

    /** The chapter's tasks: those its tests are tagged with; before there are any, those of its lesson. */
    public SortedSet<TaskNumber> tasks(Chapter chapter) {
        SortedSet<TaskNumber> tasks = new TreeSet<>();
        Sources.in(tests(chapter)).forEach(test -> tasks.addAll(tasksIn(Sources.read(test))));
        if (tasks.isEmpty() && Files.isRegularFile(lesson(chapter))) {
            Matcher heading = HEADING.matcher(Sources.read(lesson(chapter)));
            while (heading.find()) {
                tasks.add(TaskNumber.parse(heading.group(1)));
            }
        }
        tasks.removeIf(task -> task.chapter() != chapter.number());
        return tasks;
    }

    /** The tasks that the text of a test class names in its tags. */
    public static SortedSet<TaskNumber> tasksIn(String testClass) {
        SortedSet<TaskNumber> tasks = new TreeSet<>();
        Matcher tag = TAG.matcher(testClass);
        while (tag.find()) {
            tasks.add(TaskNumber.parse(tag.group(1)));
        }
        return tasks;
    }

    /** Whether the student's sources still throw a Todo anywhere. */
    public boolean hasTodos(Chapter chapter) {
        return Sources.in(own(chapter).sources()).stream().anyMatch(file -> TODO.matcher(Sources.read(file)).find());
    }

    /** What the lesson calls a task. */
    public Optional<String> title(TaskNumber task) {
        return chapter(task.chapter()).map(this::lesson).filter(Files::isRegularFile).flatMap(lesson -> {
            Matcher heading = HEADING.matcher(Sources.read(lesson));
            while (heading.find()) {
                if (heading.group(1).equals(task.toString())) {
                    return Optional.of(heading.group(2));
                }
            }
            return Optional.empty();
        });
    }

    /** A path as a student would write it: from the root, with slashes. */
    public String relative(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path base = root.toAbsolutePath().normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    private static boolean isLessonAlone(Path folder) {
        return Files.exists(folder.resolve("README.md"))
                && !Files.exists(folder.resolve("pom.xml")) && !Files.exists(folder.resolve("src"));
    }

    private static List<Chapter> chaptersIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .filter(path -> !isLessonAlone(path))
                    .map(path -> path.getFileName().toString())
                    .filter(CHAPTER.asMatchPredicate())
                    .sorted()
                    .map(name -> new Chapter(Integer.parseInt(name.substring(0, 2)), name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
