package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import workbook.grader.guard.Guard;
import workbook.grader.guard.Violation;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.runner.Chapter;
import workbook.runner.ChapterRunner;
import workbook.runner.CompileProblem;
import workbook.runner.Part;
import workbook.runner.Workbook;

/** What comes before a chapter of a submission is run: it's compiled, and looked at for what it refers to. */
final class Preparation {

    private final Workbook workbook;
    private final ChapterRunner runner;
    private final Set<Layer> layers;
    private final Guard guard = new Guard();
    /** As they are with the reference. */
    private final Map<Chapter, Path> tests = new HashMap<>();

    /**
     * A chapter that was prepared.
     *
     * @param request for all its tests
     * @param compiled it and the instructor's tests
     * @param refusal why it isn't run, if it isn't
     */
    record Prepared(ChapterRunner.Request request, ChapterRunner.Compiled compiled, Optional<Refusal> refusal) {
    }

    record Refusal(Outcome outcome, List<String> reasons) {
    }

    /** @param runner compiles */
    Preparation(Workbook workbook, ChapterRunner runner, Set<Layer> layers) {
        this.workbook = workbook;
        this.runner = runner;
        this.layers = layers;
    }

    /** @param parts the chapter, last, and those before it */
    Prepared prepare(List<Part> parts) throws IOException {
        ChapterRunner.Request request = new ChapterRunner.Request(parts, Optional.empty(), Optional.empty());
        ChapterRunner.Compiled compiled = runner.compileParts(parts);
        if (compiled.problem().isPresent()) {
            return new Prepared(request, compiled,
                    Optional.of(new Refusal(Outcome.DOES_NOT_COMPILE, reasons(compiled.problem().get()))));
        }
        Path tests = tests(parts.get(parts.size() - 1).chapter());
        List<String> violations = !layers.contains(Layer.GUARD) ? List.of()
                : guard.check(compiled.parts(), List.of(tests)).stream().map(Violation::toString).toList();
        return new Prepared(request, new ChapterRunner.Compiled(Optional.empty(), compiled.parts(), Optional.of(tests)),
                violations.isEmpty() ? Optional.empty() : Optional.of(new Refusal(Outcome.FORBIDDEN, violations)));
    }

    /** The reference's, up to that chapter. */
    List<Part> reference(Chapter chapter) {
        return workbook.chapters().stream().filter(each -> each.number() <= chapter.number()).map(workbook::borrow)
                .toList();
    }

    /**
     * Compiled with the reference in sight, not with the submission: whatever that declares, an {@code int} that became
     * a number equal to all others, say, or a {@code Math} of its own, the tests ask what they were written to ask.
     */
    private Path tests(Chapter chapter) {
        Path known = tests.get(chapter);
        if (known == null || !Files.isDirectory(known)) { // of what is compiled, some is kept, but not for ever
            known = runner.compile(reference(chapter)).tests().orElseThrow();
            tests.put(chapter, known);
        }
        return known;
    }

    private static List<String> reasons(CompileProblem problem) {
        return problem.errors().stream().map(error -> (error.file().isEmpty() ? ""
                : error.file() + (error.line() > 0 ? ", line " + error.line() : "") + ": ") + error.sentence())
                .distinct().toList();
    }
}
