package workbook.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Producer;
import workbook.lab.mine.OwnMain;
import workbook.lab.postgres.GivenDatabase;
import workbook.lab.postgres.PacedTable;
import workbook.lab.postgres.TableContent;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.report.RunReader;
import workbook.report.RunStory;
import workbook.report.Terminal;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

/**
 * The scenario, once, on real Kafka and real PostgreSQL, with the student's own pipeline between them, in a JVM of its
 * own. Kafka, PostgreSQL and the producer go on when that one is killed.
 */
final class OwnLab {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LOOK_EVERY_MILLIS = 100;
    /** Longer than any look, and any end of a batch, takes. */
    private static final long GRACE_SECONDS = 30;
    /** Of the JVM with the pipeline: it had no memory left. */
    private static final int OUT_OF_MEMORY = 3;
    /** From here on: a signal has ended it. Ctrl-C is one, and comes to this JVM, too. */
    private static final int SIGNAL = 128;
    private static final long MILLIS_UNTIL_SIGNAL = 1_000;

    /**
     * How it went.
     *
     * @param exitCode 0 for a run; else something went wrong, and was told
     */
    record End(int exitCode, Optional<LabRun> run) {
    }

    private final LabOptions options;
    private final ScenarioSettings settings;
    private final Path folder;
    private final Terminal terminal;

    /** @param folder an empty one, for all that is put on the disk */
    OwnLab(LabOptions options, Path folder, Terminal terminal) {
        this.options = options;
        this.folder = folder;
        this.terminal = terminal;
        settings = options.settings();
    }

    /**
     * Runs it. When this returns, or throws, everything has stopped.
     *
     * @throws LabTrouble if something got in the way
     * @throws InterruptedException if it was told to stop
     */
    End run() throws Exception {
        options.givenDatabase().ifPresent(GivenDatabase::logIn);
        terminal.line(options.postgres().isPresent() ? "Starting Kafka …" : "Starting Kafka and PostgreSQL …");
        long start = System.nanoTime();
        try (Systems systems = Systems.start(options, folder);
                PacedTable table = PacedTable.create(systems.database(), settings.outPerSecond()).withKey();
                Events events = Events.create(systems.kafka().address(), settings.partitions());
                Producer producer = new Producer(systems.kafka().address(), settings.partitions(),
                        settings.inPerSecond(), settings.recordBytes())) {
            double seconds = (System.nanoTime() - start) / (double) NANOS_PER_SECOND;
            String versions = "Kafka " + AppInfoParser.getVersion() + " and PostgreSQL " + table.version();
            terminal.line(String.format(Locale.ROOT, "Up after %.1f s: %s.", seconds, versions));
            Path numbers = folder.resolve("mine.json");
            int code = lives(systems, producer, table, events, numbers);
            producer.stop();
            if (code == OwnMain.FAILED || code == OwnMain.BROKEN) {
                return new End(code == OwnMain.FAILED ? LabMain.NOT_YET : LabMain.BROKEN, Optional.empty());
            }
            if (code != OwnMain.DONE) {
                return endedOtherwise(code);
            }
            Map<Integer, Long> committed = events.committedOffsets();
            TableContent content = table.content(settings.partitions());
            terminal.line("Stopping …");
            ScenarioRun run = RunReader.read(numbers).run();
            return new End(LabMain.DONE, Optional.of(new LabRun(checked(run, content, committed,
                    table.ends(settings.partitions())), versions, content, List.copyOf(committed.values()), List.of())));
        }
    }

    /** One life of its JVM; or two, if it is to be killed. */
    private int lives(Systems systems, Producer producer, PacedTable table, Events events, Path numbers)
            throws Exception {
        long rest = settings.seconds();
        if (options.killAt().isPresent()) {
            try (OwnProcess first = start(systems, numbers, rest)) {
                if (!begin(first, producer)) {
                    return first.exitCode();
                }
                if (await(first, options.killAt().getAsInt(), systems, producer)) {
                    return first.exitCode();
                }
                first.kill();
            }
            tellOfTheDead(table.content(settings.partitions()).rows(), events.committedOffsets());
            rest -= options.killAt().getAsInt();
        }
        try (OwnProcess own = start(systems, numbers, rest)) {
            if (!begin(own, producer)) {
                return own.exitCode();
            }
            if (!await(own, rest + GRACE_SECONDS, systems, producer)) {
                own.kill();
                throw new LabTrouble("The pipeline's process no longer answers. Is the machine very busy? Try again.");
            }
            return own.exitCode();
        }
    }

    private End endedOtherwise(int code) throws InterruptedException {
        if (code >= SIGNAL) {
            Thread.sleep(MILLIS_UNTIL_SIGNAL); // if it was Ctrl-C, this ends here
            throw new LabTrouble("The pipeline's process was ended from outside (exit code " + code + "). Try again.");
        }
        terminal.line();
        terminal.line(terminal.paint(Terminal.Style.BAD, "✗ The pipeline failed."));
        terminal.line(code == OUT_OF_MEMORY ? "  Its process ran out of memory: it has " + OwnProcess.MEGABYTES
                + " MB, and the reference needs a tenth of it."
                : "  Its process ended all by itself (exit code " + code + "). What has one of its parts done to it?");
        return new End(LabMain.NOT_YET, Optional.empty());
    }

    private OwnProcess start(Systems systems, Path numbers, long seconds) throws IOException {
        List<String> arguments = new ArrayList<>();
        ScenarioSettings wanted = settings.withSeconds(seconds);
        for (RunOption option : RunOption.values()) {
            if (!option.valueIn(wanted).equals(option.valueIn(ScenarioSettings.defaults()))) {
                arguments.addAll(List.of(option.optionName(), option.valueIn(wanted)));
            }
        }
        arguments.addAll(List.of(RunOptions.JSON, numbers.toString()));
        return OwnProcess.start(options.mine().orElseThrow(), folder, systems.kafka().address(),
                systems.database(), arguments);
    }

    /** The producer begins with the first one. */
    private static boolean begin(OwnProcess own, Producer producer) throws InterruptedException, IOException {
        if (!own.awaitReady()) {
            return false;
        }
        own.begin();
        producer.start();
        return true;
    }

    /** Whether it has ended by then. */
    private static boolean await(OwnProcess own, long seconds, Systems systems, Producer producer)
            throws InterruptedException {
        long deadline = System.nanoTime() + seconds * NANOS_PER_SECOND;
        while (!own.hasEnded(LOOK_EVERY_MILLIS)) {
            systems.kafka().check();
            producer.check();
            if (System.nanoTime() >= deadline) {
                return false;
            }
        }
        return true;
    }

    private void tellOfTheDead(long rows, Map<Integer, Long> committed) {
        long before = committed.values().stream().mapToLong(Long::longValue).sum();
        terminal.line();
        RunStory.wrap(String.format(Locale.ROOT, "Killed after %d s. In the table: %,d rows; by the committed offsets,"
                + " %,d records are dealt with. Starting it again from there.", options.killAt().getAsInt(), rows,
                before)).forEach(line -> terminal.line(line.strip()));
    }

    /** Nothing missing; and what was acknowledged, in the table. */
    private static ScenarioRun checked(ScenarioRun run, TableContent content, Map<Integer, Long> committed,
            long[] ends) {
        Summary s = run.summary();
        boolean acknowledged = committed.entrySet().stream().allMatch(each -> each.getValue() <= ends[each.getKey()]);
        long written = run.samples().get(run.samples().size() - 1).whereabouts().written();
        boolean right = content.lost() == 0 && content.doubled() == 0 && acknowledged && content.rows() >= written
                && content.rows() == Arrays.stream(ends).sum();
        return new ScenarioRun(run.settings(), run.samples(), new Summary(s.steadyFrom(), s.sinkRatePerSecond(),
                s.sourceRatePerSecond(), s.lagGrowthPerSecond(), s.lagPerPartition(), s.inFlight(), s.secondsUntilFull(),
                s.bottleneck(), s.conserved() && right, s.tasks()));
    }
}
