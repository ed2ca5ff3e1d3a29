package workbook.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.isolation.Isolation;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.result.SubmissionResult;
import workbook.runner.Libraries;
import workbook.runner.Sources;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

class GradingTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();

    @TempDir
    private Path folder;

    @Test
    void eachGetsWhatItEarned() throws IOException, InterruptedException {
        Workbook workbook = Workbook.at(ROOT);
        copy(ROOT.resolve("solutions/01-buffers/src/main/java"), folder.resolve("in/right/chapters/01-buffers/src/main/java"));
        copy(ROOT.resolve("chapters/01-buffers/src/main/java"), folder.resolve("in/untouched/chapters/01-buffers/src/main/java"));

        List<SubmissionResult> results = new ArrayList<>();
        new Grading(workbook, Libraries.ofThisJvm(), new Grading.Request(folder.resolve("in"), folder.resolve("out"),
                workbook.chapters().subList(0, 1), Borrow.NEVER, Duration.ofSeconds(60), 2, false,
                Isolation.ofThisMachine()))
                .run(new Grading.Progress() {
                    @Override
                    public void begin(int all) {
                    }

                    @Override
                    public void ready() {
                    }

                    @Override
                    public void graded(SubmissionResult result) {
                        results.add(result);
                    }
                });
        assertThat(results).extracting(SubmissionResult::id).containsExactlyInAnyOrder("right", "untouched");
        assertThat(results).allSatisfy(result -> assertThat(result.tasks()).as("the tasks of " + result.id())
                .hasSize(5)
                .allMatch(task -> task.verdict() == (result.id().equals("right") ? Verdict.PASSING : Verdict.TO_DO)));
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : Sources.in(from)) {
            Path target = to.resolve(from.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
