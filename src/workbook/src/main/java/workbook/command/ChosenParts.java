package workbook.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import workbook.report.RunOptions;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.ChapterRunner;
import workbook.runner.Libraries;
import workbook.runner.Part;
import workbook.runner.Progress;
import workbook.runner.Sources;
import workbook.runner.Verdict;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.testkit.TaskNumber;
import workbook.world.scenario.ScenarioSettings;

/**
 * Whose parts the whole pipeline is made of: the student's where their tests pass, and else the reference's; or as they
 * want it.
 */
final class ChosenParts {

    /** Whose parts somebody may ask for. */
    enum Whose {
        MINE, REFERENCE
    }

    /** Not the command's fault, nor the student's: there is more to do first. */
    static final class NotYet extends RuntimeException {
        NotYet(String message) {
            super(message);
        }
    }

    private static final TaskNumber CHAINED = TaskNumber.parse("6.6");
    private static final TaskNumber PARALLEL = TaskNumber.parse("6.7");

    private final Workbook workbook;
    private final Libraries libraries;
    private final Consumer<String> doing;
    private final Set<TaskNumber> notNeeded;
    private final List<String> reasons = new ArrayList<>();
    private final List<Part> parts;

    /**
     * Chooses them; that may take some tests.
     *
     * @param whose what was asked for; nothing for whatever works
     * @param settings of the run: some of them need tasks that others don't
     * @param doing is told what takes time
     * @throws NotYet if a part is neither done nor can be borrowed
     * @throws WorkbookException if there is none of what was asked for
     */
    ChosenParts(Workbook workbook, Libraries libraries, Optional<Whose> whose, ScenarioSettings settings,
            Consumer<String> doing) {
        this.workbook = workbook;
        this.libraries = libraries;
        this.doing = doing;
        notNeeded = notNeeded(settings);
        parts = choose(whose);
    }

    /** @throws WorkbookException if it's neither */
    static Optional<Whose> whose(String option) {
        if (option == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Whose.valueOf(option.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--parts: '" + option
                    + "' is neither mine nor reference.", e);
        }
    }

    /** All chapters', in order. */
    List<Part> parts() {
        return parts;
    }

    boolean allBorrowed() {
        return parts.stream().allMatch(Part::borrowed);
    }

    boolean anyBorrowed() {
        return parts.stream().anyMatch(Part::borrowed);
    }

    /** Why some of the student's are not among them. */
    List<String> reasons() {
        return reasons;
    }

    /** Whose they are, in a sentence. */
    String announcement() {
        if (own().isEmpty()) {
            return "This is the reference's pipeline: no part of it is yours.";
        }
        return borrowed().isEmpty() ? "This is your own pipeline: every part of it is yours."
                : "Yours: chapters " + own() + ". The reference's: " + borrowed() + ".";
    }

    /** The same for the program that runs them. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (!own().isEmpty()) {
            arguments.addAll(List.of(RunOptions.OWN, own()));
        }
        if (!borrowed().isEmpty()) {
            arguments.addAll(List.of(RunOptions.BORROWED, borrowed()));
        }
        return arguments;
    }

    private String own() {
        return CheckCommand.codes(parts.stream().filter(part -> !part.borrowed()));
    }

    private String borrowed() {
        return CheckCommand.codes(parts.stream().filter(Part::borrowed));
    }

    private List<Part> choose(Optional<Whose> whose) {
        boolean hasReference = workbook.chapters().stream().allMatch(chapter -> workbook.reference(chapter)
                .isPresent());
        if (whose.filter(Whose.MINE::equals).isPresent()) {
            return workbook.chapters().stream()
                    .map(chapter -> workbook.isBorrowed(chapter) ? workbook.borrow(chapter) : workbook.own(chapter))
                    .toList();
        }
        if (whose.isPresent()) {
            if (!hasReference) {
                throw new WorkbookException(WorkbookException.Blame.USAGE,
                        "There is no reference in this workbook: it came"
                        + " without solutions/. Run your own parts: ./workbook run --parts mine");
            }
            return workbook.chapters().stream().map(workbook::borrow).toList();
        }
        List<Part> chosen = new ArrayList<>();
        for (Chapter chapter : workbook.chapters()) {
            if (!workbook.isBorrowed(chapter) && passes(chapter)) {
                chosen.add(workbook.own(chapter));
            } else if (workbook.reference(chapter).isPresent()) {
                chosen.add(workbook.borrow(chapter));
            } else {
                throw new NotYet("Chapter " + chapter + " isn't done yet, and there is no reference to stand in for it:"
                        + " this workbook came without solutions/. Go on with ./workbook check " + chapter.code());
            }
        }
        return chosen;
    }

    /** A pipeline runs without the tasks that only some of the options ask for. */
    private static Set<TaskNumber> notNeeded(ScenarioSettings settings) {
        Set<TaskNumber> notNeeded = new HashSet<>();
        boolean chained = settings.tasks().size() < ScenarioSettings.OPERATORS.size();
        boolean parallel = settings.tasks().stream().anyMatch(task -> task.parallelism() > 1);
        if (!parallel) {
            notNeeded.add(PARALLEL);
            if (!chained) {
                notNeeded.add(CHAINED);
            }
        }
        return notNeeded;
    }

    /** Whether all that is needed passes: as remembered, if nothing has changed since; else the tests are asked. */
    private boolean passes(Chapter chapter) {
        List<TaskNumber> needed = workbook.tasks(chapter).stream().filter(task -> !notNeeded.contains(task)).toList();
        if (!Progress.of(workbook).isUpToDate(chapter)) {
            if (hasTodo(chapter, needed)) {
                return false;
            }
            doing.accept("Checking your chapter " + chapter + " …");
            ChapterReport report = new ChapterRunner(workbook, libraries).run(new ChapterRunner.Request(
                    workbook.partsFor(chapter), Optional.empty(), Optional.empty()));
            Progress.of(workbook).remember(report, false);
            if (report.problem().isPresent()) {
                reasons.add("Your chapter " + chapter.code() + " doesn't compile: ./workbook check " + chapter.code());
                return false;
            }
        }
        Progress progress = Progress.of(workbook);
        boolean passes = needed.stream().allMatch(task -> progress.verdict(task) == Verdict.PASSING);
        boolean begun = workbook.tasks(chapter).stream().anyMatch(task -> progress.verdict(task) != Verdict.TO_DO);
        if (!passes && begun) {
            reasons.add("Your chapter " + chapter.code() + " doesn't pass its tests yet: ./workbook check "
                    + chapter.code());
        }
        return passes;
    }

    private boolean hasTodo(Chapter chapter, List<TaskNumber> tasks) {
        return Sources.in(workbook.own(chapter).sources()).stream().map(Sources::read)
                .anyMatch(source -> tasks.stream().anyMatch(task -> source.contains("Todo(\"" + task + "\")")));
    }
}
