package workbook.world.scenario;

/**
 * What a run takes of memory, disk and network.
 *
 * @param networkMemoryBytes memory of all network buffers that are out
 * @param kafkaDiskBytes what the topic's records that nobody has fetched yet take on Kafka's disks
 * @param kafkaBytesPerSecond from Kafka to the source
 * @param postgresBytesPerSecond from the sink to Postgres
 * @param fsyncsPerSecond of Postgres' write-ahead log: one for each commit
 */
public record Resources(long networkMemoryBytes, long kafkaDiskBytes, double kafkaBytesPerSecond,
        double postgresBytesPerSecond, double fsyncsPerSecond) {
}
