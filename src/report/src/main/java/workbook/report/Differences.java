package workbook.report;

import static workbook.report.RunComparison.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import workbook.report.RunComparison.Run;
import workbook.world.scenario.Summary;

/** Says of runs of one scenario what is the same, what isn't, and what makes the difference. */
final class Differences {

    /** Relative: so much, and it is the same. */
    private static final double SAME = 0.05;
    /** Of a second, in milliseconds. */
    private static final double SAME_SHARE = 20;
    private static final double SAME_SECONDS = 0.3;

    private final List<Run> runs;
    private final Run first;

    /** @param runs at least one */
    Differences(List<Run> runs) {
        this.runs = runs;
        first = runs.get(0);
    }

    /** Each a difference and its cause; the first one says what is the same. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(agreement());
        rate().ifPresent(sentences::add);
        inFlight().ifPresent(sentences::add);
        fetched().ifPresent(sentences::add);
        untilFull().ifPresent(sentences::add);
        shares().ifPresent(sentences::add);
        return sentences;
    }

    private String agreement() {
        List<String> same = new ArrayList<>();
        if (agree(run -> run.summary().sinkRatePerSecond())) {
            same.add("the sink's rate");
        }
        if (agree(run -> run.growth().backlog())) {
            same.add("how fast the backlog grows");
        }
        if (agree(run -> run.summary().inFlight())) {
            same.add("the records between the tasks");
        }
        String text = same.isEmpty() ? "No figure is the same." : "The same within 5 %: " + String.join(", ", same) + ".";
        if (!sameAreFull()) {
            return text + " When they ended, not the same exchanges were full yet. Give them more --seconds: only then"
                    + " does it mean something which was full first, and who is the bottleneck.";
        }
        boolean sameOrder = runs.stream().allMatch(run -> RunComparison.fillOrder(run)
                .equals(RunComparison.fillOrder(first)));
        boolean sameBottleneck = runs.stream().allMatch(run -> run.summary().bottleneck()
                .equals(first.summary().bottleneck()));
        return text + (sameOrder ? " The exchanges fill up in the same order." : " The exchanges fill up in another"
                + " order: that shouldn't be.")
                + (sameBottleneck ? " The bottleneck is the same task." : " The bottleneck isn't the same task: that"
                + " shouldn't be.");
    }

    private boolean sameAreFull() {
        return first.summary().secondsUntilFull().keySet().stream().allMatch(exchange -> runs.stream().map(run ->
                run.summary().secondsUntilFull().get(exchange).isPresent()).distinct().count() == 1);
    }

    private Optional<String> rate() {
        return agree(run -> run.summary().sinkRatePerSecond()) ? Optional.empty() : Optional.of("The sink's rate: the"
                + " table's pace is the same for all. A real run falls behind it only if the machine has other things to"
                + " do, or if the pipeline lets its sink wait: look whether the sink is idle.");
    }

    private Optional<String> inFlight() {
        if (agree(run -> run.summary().inFlight())) {
            return Optional.empty();
        }
        return Optional.of("Records between the tasks: " + each(run -> format("%,.0f", run.summary().inFlight()))
                + ". All have the same buffers; what differs is how full they are. Each time the buffer timeout has"
                + " passed, those that are begun are sent as they are, and stay so until the sink has read them."
                + " A longer run forgets that.");
    }

    private Optional<String> fetched() {
        Optional<Run> flink = runs.stream().filter(Run::isFlink).findFirst();
        long poll = first.run().settings().maxPollRecords();
        if (flink.isEmpty() || runs.size() < 2 || flink.get().growth().fetched() <= poll) {
            return Optional.empty();
        }
        List<Double> partitions = flink.get().growth().lagPerPartition();
        TreeSet<Double> sorted = new TreeSet<>(partitions);
        return Optional.of(format("Fetched, and not handed on: %,.0f in Flink. Its consumer has a thread of its own,"
                + " which polls on, %d records at most at a time, until two polls wait in a queue and one is in its"
                + " hands; the workbook's source polls when it has handed on all. By so much less is Flink's lag at the"
                + " end. A poll of Flink's has what one partition sent, so its partitions take turns (%+.0f to %+.0f/s"
                + " each in this run), where the workbook's consumer takes from all alike.",
                flink.get().growth().fetched(), poll, sorted.first(), sorted.last()));
    }

    private Optional<String> untilFull() {
        boolean same = first.summary().secondsUntilFull().keySet().stream().allMatch(exchange -> spread(run ->
                run.summary().secondsUntilFull().get(exchange).orElse(0)) <= SAME_SECONDS);
        return same ? Optional.empty() : Optional.of("Until it is full: an exchange is, when its buffers are out, however"
                + " few records are in them. At first most are sent part-filled, when the buffer timeout has passed, and"
                + " just when that is depends on the clock that each task goes by.");
    }

    private Optional<String> shares() {
        List<String> differing = first.summary().tasks().keySet().stream().filter(task ->
                spread(run -> share(run, task, Summary.Task::busy)) > SAME_SHARE
                || spread(run -> share(run, task, Summary.Task::softBackpressured)) > SAME_SHARE
                || spread(run -> share(run, task, Summary.Task::hardBackpressured)) > SAME_SHARE
                || spread(run -> share(run, task, Summary.Task::idle)) > SAME_SHARE).toList();
        return differing.isEmpty() ? Optional.empty() : Optional.of("Shares of time differ by more than 2 %: "
                + String.join(", ", differing) + ". In the simulated world computing takes no time; a real thread is busy"
                + " while it computes, and also while it waits for a processor, since busy is what is left of the"
                + " second. And where one run becomes steady later, its first bursts are still in the average.");
    }

    private static double share(Run run, String task, ToDoubleFunction<Summary.Task> share) {
        Summary.Task found = run.summary().tasks().get(task);
        return found == null ? 0 : share.applyAsDouble(found);
    }

    private boolean agree(ToDoubleFunction<Run> value) {
        double most = runs.stream().mapToDouble(value).map(Math::abs).max().orElse(0);
        return spread(value) <= SAME * most;
    }

    private double spread(ToDoubleFunction<Run> value) {
        return runs.stream().mapToDouble(value).max().orElse(0) - runs.stream().mapToDouble(value).min().orElse(0);
    }

    private String each(Function<Run, String> value) {
        return runs.stream().map(run -> value.apply(run) + " (" + run.name() + ")").collect(Collectors.joining(", "));
    }
}
