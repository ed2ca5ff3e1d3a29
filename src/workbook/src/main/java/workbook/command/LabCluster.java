package workbook.command;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import workbook.report.RunOption;
import workbook.report.RunOptions;
import workbook.world.scenario.ScenarioSettings;

/** What a run on a cluster of processes is asked, and what it can't be asked. */
final class LabCluster {

    /**
     * What holds where nothing else is said. The four sinks' batches together are as large as the one sink's elsewhere.
     * Between tasks, there are sixteen channels in place of one: smaller buffers, or they would be full only after two
     * minutes.
     */
    private static final Map<RunOption, String> DEFAULTS = new EnumMap<>(Map.of(RunOption.PARTITIONS, "6",
            RunOption.SECONDS, "120", RunOption.BATCH_ROWS, "50", RunOption.SEGMENT_BYTES, "4096"));
    private static final long LEAST_SECONDS = 60;
    private static final long MOST_PARTITIONS = 60;
    private static final long MOST_RECORDS = 2_000_000;
    private static final int MOST_SEGMENT = 65_536;

    private LabCluster() {
    }

    /** For the lab's JVM. */
    static List<String> arguments(LabArguments given) {
        List<String> arguments = ofTheRun(given);
        arguments.addAll(given.ofTheLab());
        LabArguments.add(arguments, "--cluster", "true");
        return arguments;
    }

    /** @param nothingElse whether no other mode, and none of its options, is asked for */
    static void check(LabArguments given, boolean nothingElse) {
        if (!nothingElse) {
            throw LabArguments.wrong("--cluster: only the run's numbers, --postgres and --ui go with it. It has no --json"
                    + " and no --html: nobody knows where each record is in so many processes.");
        }
        if (!given.notOfACluster().isEmpty()) {
            throw LabArguments.wrong(given.notOfACluster().get(0) + ": a cluster's job always has four subtasks of each"
                    + " task, rebalance between them, and unaligned checkpoints.");
        }
        ScenarioSettings settings = RunOptions.parse(ofTheRun(given)).settings();
        if (settings.seconds() < LEAST_SECONDS) {
            throw LabArguments.wrong("--seconds " + settings.seconds() + ": with --cluster, " + LEAST_SECONDS
                    + " is the least: it takes that long until those that are left have noticed.");
        }
        if (settings.inPerSecond() * settings.seconds() > MOST_RECORDS) {
            throw LabArguments.wrong("--in, --seconds: that would be more than " + MOST_RECORDS + " records; with"
                    + " --cluster, all that are produced are written at the end, and counted.");
        }
        if (settings.partitions() > MOST_PARTITIONS) {
            throw LabArguments.wrong("--partitions " + settings.partitions() + ": with --cluster, " + MOST_PARTITIONS
                    + " is the most.");
        }
        if (settings.bufferBytes() > MOST_SEGMENT) {
            throw LabArguments.wrong("--segment " + settings.bufferBytes() + ": with --cluster, " + MOST_SEGMENT
                    + " is the most: there are so many channels.");
        }
    }

    private static List<String> ofTheRun(LabArguments given) {
        List<String> arguments = given.asGiven();
        DEFAULTS.forEach((option, value) -> {
            if (!arguments.contains(option.optionName())) {
                LabArguments.add(arguments, option.optionName(), value);
            }
        });
        return arguments;
    }
}
