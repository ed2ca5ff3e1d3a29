package workbook.world.kafka;

/**
 * A record as a consumer gets it.
 *
 * @param partition the partition it lies in, from 0
 * @param offset its place in that partition, from 0
 * @param timestamp when it was produced, in nanoseconds of the runtime's clock
 * @param value what the producer wrote
 */
public record ConsumerRecord(int partition, long offset, long timestamp, byte[] value) {
}
