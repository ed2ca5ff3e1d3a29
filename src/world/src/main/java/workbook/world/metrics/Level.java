package workbook.world.metrics;

/** How backpressured a task is, in the words of Flink's Web UI. */
public enum Level {
    /** At most 10 % of the time. */
    OK,
    /** More than 10 %, at most 50 %. */
    LOW,
    /** More than 50 %. */
    HIGH
}
