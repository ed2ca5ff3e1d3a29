package workbook.report;

import static workbook.report.RunOptions.grouped;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

/** Finds in a run's numbers what turns, and when. */
final class RunEvents {

    /** What a hundredth of a second brings is as good as none. */
    private static final long LITTLE = 100;
    /** Lag that is there for so many seconds is there to stay. */
    private static final int STAYS = 4;
    /** Milliseconds of a second. */
    private static final double OK = 100;
    private static final double HALF = 500;
    private static final double NEARLY_ALL = 950;

    private final ScenarioRun run;
    private final ScenarioSettings settings;
    private final List<Sample> samples;
    /** At which sample the source had no free buffer left first; the number of samples if it never did. */
    private final int sourceStopped;

    RunEvents(ScenarioRun run) {
        this.run = run;
        settings = run.settings();
        samples = run.samples();
        sourceStopped = IntStream.range(0, samples.size())
                .filter(i -> samples.get(i).exchanges().stream().limit(1).anyMatch(ExchangeReading::isFull))
                .findFirst().orElse(samples.size());
    }

    /** In the order in which they happen. */
    List<RunEvent> all() {
        List<RunEvent> events = new ArrayList<>();
        tooSlow().ifPresent(at -> events.add(tooSlow(at)));
        List<String> exchanges = new ArrayList<>(run.summary().secondsUntilFull().keySet());
        for (int i = exchanges.size() - 1; i >= 0; i--) { // nearest the sink first
            String sender = samples.get(0).tasks().get(i).name();
            run.summary().secondsUntilFull().get(exchanges.get(i)).ifPresent(at -> events.add(new RunEvent(at,
                    "pressure reaches " + sender, sender + " has no free buffer left, and waits.")));
        }
        lagGrowsFrom().ifPresent(at -> events.add(new RunEvent(at, "pressure reaches Kafka",
                "The source fetches less than arrives: from now on records wait in Kafka.")));
        settings.recoversAtSecond().ifPresent(at -> {
            boolean faster = settings.recoversToPerSecond() > settings.outPerSecond();
            events.add(new RunEvent(at, faster ? "sink is fixed" : "sink slows",
                    "From now on Postgres manages " + grouped(settings.recoversToPerSecond()) + " rows/s."));
            lagGoneAt().ifPresent(gone -> events.add(new RunEvent(gone, "lag is gone",
                    "All that had waited in Kafka is fetched.")));
        });
        stuck().ifPresent(events::add);
        events.sort(Comparator.comparingDouble(RunEvent::second));
        return events;
    }

    /** The second that shows most: half-way between the lag's first and its turn, if it ever grew. */
    long tellingSecond() {
        long turn = settings.recoversAtSecond().stream()
                .filter(at -> lagGrowsFrom().orElse(0) < at)
                .findFirst().orElse(settings.seconds());
        if (lagGrowsFrom().isPresent()) {
            return Math.round((lagGrowsFrom().getAsDouble() + turn) / 2);
        }
        return run.summary().secondsUntilFull().values().stream().flatMapToDouble(OptionalDouble::stream).max()
                .stream().mapToLong(at -> Math.min(settings.seconds(), (long) Math.ceil(at)))
                .findFirst().orElse(settings.seconds() / 2);
    }

    /** The task that holds up the others in the second before a sample; -1 if none does. */
    int bottleneckAt(int sample) {
        List<TaskReading> tasks = samples.get(sample).tasks();
        for (int i = tasks.size() - 1; i > 0; i--) {
            if (tasks.get(i).shares().busy() >= HALF && tasks.get(i).shares().backpressured() <= OK
                    && tasks.get(i - 1).shares().backpressured() > OK) {
                return i;
            }
        }
        return !tasks.isEmpty() && tasks.get(0).shares().busy() >= NEARLY_ALL && hasLag(sample) ? 0 : -1;
    }

    /**
     * From when on, to the end, a task has nothing to do though records wait for it and the sender has no free buffer
     * left: something went wrong between the two. With slow tasks or full batches that can't be.
     */
    Optional<RunEvent> stuck() {
        int last = samples.size() - 1;
        for (int i = samples.get(last).exchanges().size() - 1; i >= 0; i--) { // nearest the sink first
            int first = last + 1;
            while (first > 1 && isStuck(first - 1, i)) {
                first--;
            }
            if (last - first >= STAYS) {
                return Optional.of(stuck(first, i));
            }
        }
        return Optional.empty();
    }

    private boolean isStuck(int sample, int exchange) {
        ExchangeReading reading = samples.get(sample).exchanges().get(exchange);
        return reading.isFull() && reading.records() > 0
                && reading.records() == samples.get(samples.size() - 1).exchanges().get(exchange).records()
                && samples.get(sample).tasks().get(exchange + 1).shares().idle() >= NEARLY_ALL;
    }

    private RunEvent stuck(int sample, int exchange) {
        ExchangeReading reading = samples.get(sample).exchanges().get(exchange);
        String reader = samples.get(sample).tasks().get(exchange + 1).name();
        boolean lacksCredit = reading.receiverBuffers() > 0 && reading.credit() <= 0
                && reading.receiverBuffersUsed() < reading.receiverBuffers();
        return new RunEvent(samples.get(sample).second(), "nothing reaches " + reader, reader + " is idle, though "
                + grouped(reading.records()) + " records wait for it"
                + (lacksCredit ? ": there is no credit to send them with." : "."));
    }

    /** From when on there is lag that stays for a while. */
    OptionalDouble lagGrowsFrom() {
        return IntStream.range(0, samples.size())
                .filter(i -> IntStream.range(i, Math.min(i + STAYS, samples.size())).allMatch(this::hasLag))
                .filter(i -> i + STAYS <= samples.size() || samples.size() < STAYS)
                .mapToDouble(i -> samples.get(i).second())
                .findFirst();
    }

    /** When the lag was gone after the database had changed, if there was any. */
    OptionalLong lagGoneAt() {
        if (settings.recoversAtSecond().isEmpty()) {
            return OptionalLong.empty();
        }
        long recovery = settings.recoversAtSecond().getAsLong();
        if (run.at(recovery).whereabouts().lag() <= settings.inPerSecond()) {
            return OptionalLong.empty();
        }
        return samples.stream()
                .filter(sample -> sample.second() > recovery
                        && sample.whereabouts().lag() <= settings.inPerSecond() / LITTLE)
                .mapToLong(sample -> (long) sample.second())
                .findFirst();
    }

    /** Whether records still pile up between the tasks in the second half: a second's worth of them, or more. */
    boolean stillFilling() {
        long half = run.at(settings.seconds() / 2).whereabouts().inExchanges();
        return run.at(settings.seconds()).whereabouts().inExchanges() - half >= settings.inPerSecond();
    }

    /** The first sample of the time in which the first bottleneck works without a break. */
    private OptionalInt tooSlow() {
        OptionalInt felt = IntStream.range(0, samples.size()).filter(i -> bottleneckAt(i) >= 0).findFirst();
        if (felt.isEmpty()) {
            return felt;
        }
        int task = bottleneckAt(felt.getAsInt());
        int first = felt.getAsInt();
        while (first > 1 && samples.get(first - 1).tasks().get(task).shares().busy() >= HALF) {
            first--;
        }
        return OptionalInt.of(first);
    }

    private RunEvent tooSlow(int sample) {
        int felt = IntStream.range(sample, samples.size()).filter(i -> bottleneckAt(i) >= 0).findFirst().orElse(sample);
        String task = samples.get(felt).tasks().get(bottleneckAt(felt)).name();
        return new RunEvent(samples.get(sample).second(), task + " is too slow",
                task + " works all the time, and still more comes in than it gets done.");
    }

    /**
     * Records that wait, and not only until the next poll. A real consumer polls when it gets round to it: as long as
     * nothing holds up the source, less than a second's worth of records is on its way to it.
     */
    private boolean hasLag(int sample) {
        Sample now = samples.get(sample);
        boolean heldUp = now.exchanges().isEmpty() || sample >= sourceStopped
                || now.tasks().get(0).shares().busy() >= HALF;
        long little = heldUp ? settings.inPerSecond() / LITTLE : settings.inPerSecond();
        return now.whereabouts().lag() > Math.max(1, little);
    }
}
