package workbook.world;

/**
 * Tells the time. Which time (the machine's or a simulated one) the caller can't know and need not.
 *
 * <p>In Flink: {@code org.apache.flink.util.clock.Clock}.
 */
@FunctionalInterface
public interface Clock {

    /** Nanoseconds since some fixed moment: 0 or more, and never back. Only differences mean anything. */
    long nanoTime();
}
