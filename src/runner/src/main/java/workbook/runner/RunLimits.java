package workbook.runner;

import java.time.Duration;

/**
 * When the tests' JVM is ended. The test kit's own watchdog knows more, and comes first.
 *
 * @param silence nothing happens for so long, by the clock, and hardly any processor time is used
 * @param computing it has used so much processor time, and no test began or ended meanwhile
 * @param total it has used so much processor time in all
 */
public record RunLimits(Duration silence, Duration computing, Duration total) {

    /** For somebody who waits, and can end it. */
    public static final RunLimits USUAL =
            new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(8), Duration.ofDays(1));
}
