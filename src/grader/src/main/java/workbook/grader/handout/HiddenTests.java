package workbook.grader.handout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import workbook.runner.Chapter;
import workbook.runner.Sources;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;
import workbook.testkit.TaskNumber;

/** Test classes that are kept back: they count when the work is graded, and nobody sees them before. */
final class HiddenTests {

    private HiddenTests() {
    }

    /**
     * Their files.
     *
     * @param names of the classes, without a package
     * @throws WorkbookException if there is no such class, or a task would have no test left
     */
    static List<Path> named(Set<String> names, Workbook workbook) {
        List<Path> hidden = new ArrayList<>();
        for (String name : names) {
            List<Path> files = workbook.chapters().stream()
                    .flatMap(chapter -> Sources.in(workbook.tests(chapter)).stream())
                    .filter(file -> file.getFileName().toString().equals(name + ".java"))
                    .toList();
            if (files.isEmpty()) {
                throw new WorkbookException(Blame.USAGE, "There is no test class " + name
                        + ". Give its name without its package, as in --hidden BufferPoolTest.");
            }
            hidden.addAll(files);
        }
        workbook.chapters().forEach(chapter -> checkThatTasksKeepTests(chapter, hidden, workbook));
        return hidden;
    }

    private static void checkThatTasksKeepTests(Chapter chapter, List<Path> hidden, Workbook workbook) {
        Set<TaskNumber> without = new TreeSet<>(workbook.tasks(chapter));
        Sources.in(workbook.tests(chapter)).stream().filter(file -> !hidden.contains(file))
                .forEach(file -> without.removeAll(Workbook.tasksIn(Sources.read(file))));
        if (!without.isEmpty()) {
            throw new WorkbookException(Blame.USAGE, "With that hidden, students would have no test for task "
                    + without.iterator().next() + ", and couldn't know what is asked of them. Hide less.");
        }
    }
}
