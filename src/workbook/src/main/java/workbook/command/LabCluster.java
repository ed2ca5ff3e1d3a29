package workbook.command;

import java.util.ArrayList;
import java.util.List;
import workbook.report.RunOptions;
import workbook.world.scenario.ScenarioSettings;

/** What a run on a cluster of processes is asked, and what it can't be asked. */
final class LabCluster {

    static final String PARTITIONS = "6";
    static final String SECONDS = "120";
    /** The four sinks' together are as many as the one sink's elsewhere. */
    static final String BATCH = "50";
    /** There are four times four channels where there was one: smaller buffers, or it would be full after two minutes. */
    static final String SEGMENT = "4096";

    private static final long LEAST_SECONDS = 60;
    private static final long MOST_PARTITIONS = 60;
    private static final long MOST_RECORDS = 2_000_000;
    private static final int MOST_SEGMENT = 65_536;

    private LabCluster() {
    }

    /** For the lab's JVM. */
    static List<String> arguments(LabArguments given) {
        List<String> arguments = new ArrayList<>(given.ofACluster());
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
        ScenarioSettings settings = RunOptions.parse(given.ofACluster()).settings();
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
}
