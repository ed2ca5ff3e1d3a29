package workbook.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What may help against the pressure. The records are of 1,000 bytes, so that few of them are between the tasks, and the
 * table fills up within seconds.
 */
enum Remedy {

    ROW_BY_ROW(Ground.SLOW_COMMITS, "row by row", Barrier.NONE, "--batch-rows 1", ""),
    FOUR_SINKS(Ground.SLOW_COMMITS, "four sinks", Barrier.NONE, "--batch-rows 1 --parallelism sink=4", ""),
    BATCHES(Ground.SLOW_COMMITS, "a commit for 200 rows", Barrier.NONE, "--batch-rows 200", ""),

    AS_IT_IS(Ground.SLOW_ROWS, "row by row", Barrier.WAITS, "", ""),
    FOUR_SINKS_IN_VAIN(Ground.SLOW_ROWS, "four sinks", Barrier.WAITS, "--parallelism sink=4", ""),
    CHAINED(Ground.SLOW_ROWS, "all in one task", Barrier.WAITS, "--chain all", ""),
    SMALL_SEGMENTS(Ground.SLOW_ROWS, "segments of 4 KiB", Barrier.WAITS, "--segment-bytes 4096", ""),
    DEBLOATED(Ground.SLOW_ROWS, "buffer debloating", Barrier.WAITS, "", "--debloat true"),
    UNALIGNED(Ground.SLOW_ROWS, "unaligned", Barrier.WAITS, "", "--checkpoint unaligned"),
    UNALIGNED_REBALANCED(Ground.SLOW_ROWS, "unaligned, rebalance", Barrier.OVERTAKES, "",
            "--checkpoint unaligned --rebalance true");

    /** What makes the database slow. */
    enum Ground {
        SLOW_COMMITS("A commit takes 10 ms more, a row next to nothing", "--seconds 30 --out 10000 --commit-millis 10", ""),
        SLOW_ROWS("100 rows/s in all, whoever sends them; a checkpoint every 10 s", "--seconds 60 --batch-rows 1",
                "--checkpoint aligned");

        private final String title;
        private final String run;
        private final String lab;

        Ground(String title, String run, String lab) {
            this.title = title;
            this.run = run;
            this.lab = lab;
        }

        String title() {
            return title;
        }
    }

    /** What a checkpoint's barrier does with the records before it. */
    enum Barrier {
        /** There is none. */
        NONE,
        /** It arrives when they have: aligned, or on a forward edge, where unaligned changes nothing. */
        WAITS,
        OVERTAKES
    }

    private static final String RECORDS = "--record-bytes 1000";
    /**
     * Flink's debloating aims at the records of one second (taskmanager.network.memory.buffer-debloat.target) in all the
     * buffers of an exchange. A hundred of 1,017 bytes in twenty buffers are that.
     */
    private static final String DEBLOATED_BUFFERS = "--segment-bytes 5085";

    private final Ground ground;
    private final String title;
    private final Barrier barrier;
    private final String run;
    private final String lab;

    Remedy(Ground ground, String title, Barrier barrier, String run, String lab) {
        this.ground = ground;
        this.title = title;
        this.barrier = barrier;
        this.run = run;
        this.lab = lab;
    }

    Ground ground() {
        return ground;
    }

    String title() {
        return title;
    }

    Barrier barrier() {
        return barrier;
    }

    /** The simulated run that predicts it. */
    List<String> simulated() {
        return arguments(RECORDS, ground.run, run, this == DEBLOATED ? DEBLOATED_BUFFERS : "");
    }

    /** The real run. */
    List<String> real() {
        return arguments(RECORDS, ground.run, run, lab.contains("--checkpoint") ? "" : ground.lab, lab);
    }

    private static List<String> arguments(String... options) {
        return new ArrayList<>(Stream.of(options).flatMap(each -> Arrays.stream(each.split(" ")))
                .filter(word -> !word.isEmpty()).toList());
    }
}
