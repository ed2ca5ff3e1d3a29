package workbook.world.metrics;

/**
 * What the meters of one task say.
 *
 * @param name {@code "map"}
 * @param shares what it did with its time since the reading before
 * @param recordsOut how many records it has handed on so far; for a sink: has taken in
 */
public record TaskReading(String name, TimeShares shares, long recordsOut) {
}
