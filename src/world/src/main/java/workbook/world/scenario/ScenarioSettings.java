package workbook.world.scenario;

import java.util.OptionalLong;
import java.util.function.Consumer;
import workbook.world.Runtime;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.operator.Filter;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.operator.StreamRecord;

/**
 * The numbers of the scenario: Kafka → source → map → filter → sink → Postgres. Immutable; each
 * {@code with…} gives a changed copy, and throws an {@link IllegalArgumentException} if the value
 * makes no sense. The buffers are as Flink has them by default.
 */
public final class ScenarioSettings implements Cloneable {

    private long inPerSecond = 1_000;
    private long outPerSecond = 100;
    private long seconds = 120;
    private int recordBytes = 100;
    private int partitions = 3;
    private Network network = Network.REMOTE;
    private long seed = 1;
    private int bufferBytes = 32 * 1024;
    private int senderBuffers = 10;
    private int exclusiveBuffers = 2;
    private int floatingBuffers = 8;
    private OptionalLong bufferTimeoutMillis = OptionalLong.of(100);
    private int maxPollRecords = 500;
    private int batchRows = 200;
    private long batchTimeoutMillis = 1_000;
    private long commitMillis = 0;
    private int socketBytes = 16 * 1024;
    private long mapMicros = 0;
    private long filterMicros = 0;
    private int keepOneIn = 1;
    private long totalRecords = Long.MAX_VALUE;
    private OptionalLong recoversAtSecond = OptionalLong.empty();
    private long recoversToPerSecond;

    private ScenarioSettings() {
    }

    /** 1,000 records/s of 100 bytes over 3 partitions; a sink that manages 100/s; two minutes. */
    public static ScenarioSettings defaults() {
        return new ScenarioSettings();
    }

    /** Records produced per second, over all partitions. */
    public long inPerSecond() {
        return inPerSecond;
    }

    public ScenarioSettings withInPerSecond(long value) {
        return with(value, 1, 1_000_000, "records/s in", copy -> copy.inPerSecond = value);
    }

    /** Rows the database can write per second. */
    public long outPerSecond() {
        return outPerSecond;
    }

    public ScenarioSettings withOutPerSecond(long value) {
        return with(value, 1, 1_000_000, "records/s out", copy -> copy.outPerSecond = value);
    }

    /** How long the run lasts, in virtual seconds. */
    public long seconds() {
        return seconds;
    }

    public ScenarioSettings withSeconds(long value) {
        return with(value, 1, 86_400, "seconds", copy -> copy.seconds = value);
    }

    /** Bytes of a record's value, without any header. */
    public int recordBytes() {
        return recordBytes;
    }

    public ScenarioSettings withRecordBytes(int value) {
        return with(value, SimulatedTopic.MIN_RECORD_BYTES, 1_000_000, "record bytes",
                copy -> copy.recordBytes = value);
    }

    /** Partitions of the topic. */
    public int partitions() {
        return partitions;
    }

    public ScenarioSettings withPartitions(int value) {
        return with(value, 1, 1_000, "partitions", copy -> copy.partitions = value);
    }

    /** What lies between the tasks. */
    public Network network() {
        return network;
    }

    public ScenarioSettings withNetwork(Network value) {
        if (value == null) {
            throw new IllegalArgumentException("no network: it must be local or remote");
        }
        return with(copy -> copy.network = value);
    }

    /** Decides who goes on where several tasks could. */
    public long seed() {
        return seed;
    }

    public ScenarioSettings withSeed(long value) {
        return with(copy -> copy.seed = value);
    }

    /** Bytes of one network buffer. */
    public int bufferBytes() {
        return bufferBytes;
    }

    public ScenarioSettings withBufferBytes(int value) {
        return with(value, 64, 16 * 1024 * 1024, "buffer bytes", copy -> copy.bufferBytes = value);
    }

    /** Buffers in the pool of a task's output. */
    public int senderBuffers() {
        return senderBuffers;
    }

    public ScenarioSettings withSenderBuffers(int value) {
        return with(value, 2, 10_000, "buffers per channel", copy -> copy.senderBuffers = value);
    }

    /** Exclusive buffers of a channel at the receiver; of no account when the network is local. */
    public int exclusiveBuffers() {
        return exclusiveBuffers;
    }

    public ScenarioSettings withExclusiveBuffers(int value) {
        return with(value, 1, 10_000, "exclusive buffers", copy -> copy.exclusiveBuffers = value);
    }

    /** Floating buffers of a gate at the receiver; of no account when the network is local. */
    public int floatingBuffers() {
        return floatingBuffers;
    }

    public ScenarioSettings withFloatingBuffers(int value) {
        return with(value, 0, 10_000, "floating buffers", copy -> copy.floatingBuffers = value);
    }

    /**
     * How often part-filled buffers are flushed; nothing for never. Flink's
     * {@code execution.buffer-timeout.interval}, and {@code execution.buffer-timeout.enabled}.
     */
    public OptionalLong bufferTimeoutMillis() {
        return bufferTimeoutMillis;
    }

    public ScenarioSettings withBufferTimeoutMillis(long value) {
        return with(value, 1, 3_600_000, "ms of buffer timeout",
                copy -> copy.bufferTimeoutMillis = OptionalLong.of(value));
    }

    /** A buffer is handed on only when it is full. */
    public ScenarioSettings withoutBufferTimeout() {
        return with(copy -> copy.bufferTimeoutMillis = OptionalLong.empty());
    }

    /** How many records the source fetches at once at most. Kafka's {@code max.poll.records}. */
    public int maxPollRecords() {
        return maxPollRecords;
    }

    public ScenarioSettings withMaxPollRecords(int value) {
        return with(value, 1, 1_000_000, "records per poll", copy -> copy.maxPollRecords = value);
    }

    /** How many rows the sink gathers before it writes them. */
    public int batchRows() {
        return batchRows;
    }

    public ScenarioSettings withBatchRows(int value) {
        return with(value, 1, 1_000_000, "rows per batch", copy -> copy.batchRows = value);
    }

    /** How long a row waits for its batch to fill, at most. */
    public long batchTimeoutMillis() {
        return batchTimeoutMillis;
    }

    public ScenarioSettings withBatchTimeoutMillis(long value) {
        return with(value, 1, 3_600_000, "ms of batch timeout", copy -> copy.batchTimeoutMillis = value);
    }

    /** What a commit costs the database, on top of its rows. */
    public long commitMillis() {
        return commitMillis;
    }

    public ScenarioSettings withCommitMillis(long value) {
        return with(value, 0, 3_600_000, "ms per commit", copy -> copy.commitMillis = value);
    }

    /** How many rows fit into the socket's buffer between sink and database; always one. */
    public int socketRows() {
        return Math.max(1, socketBytes / streamRecordBytes());
    }

    /** What the map takes for each record. */
    public long mapMicros() {
        return mapMicros;
    }

    public ScenarioSettings withMapMicros(long value) {
        return with(value, 0, 3_600_000_000L, "µs per record in the map", copy -> copy.mapMicros = value);
    }

    /** What the filter takes for each record. */
    public long filterMicros() {
        return filterMicros;
    }

    public ScenarioSettings withFilterMicros(long value) {
        return with(value, 0, 3_600_000_000L, "µs per record in the filter", copy -> copy.filterMicros = value);
    }

    /** The filter keeps one record in so many; 1 keeps them all. */
    public int keepOneIn() {
        return keepOneIn;
    }

    public ScenarioSettings withKeepOneIn(int value) {
        return with(value, 1, 1_000_000, "(the filter keeps one record in so many)", copy -> copy.keepOneIn = value);
    }

    /** After so many records the producer stops; {@link Long#MAX_VALUE} for never. */
    public long totalRecords() {
        return totalRecords;
    }

    public ScenarioSettings withTotalRecords(long value) {
        return with(value, 0, Long.MAX_VALUE, "records in all", copy -> copy.totalRecords = value);
    }

    /** When the database's rate changes; nothing, if it doesn't. */
    public OptionalLong recoversAtSecond() {
        return recoversAtSecond;
    }

    /** The rate it changes to; of no account if it doesn't. */
    public long recoversToPerSecond() {
        return recoversToPerSecond;
    }

    /** At that second, the database's rate changes, for good. */
    public ScenarioSettings withRecovery(long atSecond, long outPerSecond) {
        return with(atSecond, 1, 86_400, "seconds until recovery",
                copy -> copy.recoversAtSecond = OptionalLong.of(atSecond))
                .with(outPerSecond, 1, 1_000_000, "records/s out", copy -> copy.recoversToPerSecond = outPerSecond);
    }

    /** Bytes of a record as it travels between tasks: its value, and {@link StreamRecord#HEADER_BYTES} more. */
    public int streamRecordBytes() {
        return recordBytes + StreamRecord.HEADER_BYTES;
    }

    /** How many records fit into one buffer, which keeps a length of 4 bytes with each; 0 if not even one does. */
    int recordsPerBuffer() {
        return bufferBytes / (4 + streamRecordBytes());
    }

    /** The map: it changes nothing, and takes {@link #mapMicros}. */
    public Operator map(Runtime runtime) {
        return Operators.slowed(Operators.map(record -> record), mapMicros * 1_000, runtime);
    }

    /** The filter: it keeps one record in {@link #keepOneIn}. {@link #slowedFilter} makes it take its time. */
    public Filter filter() {
        return new Filter(record -> SimulatedTopic.number(StreamRecord.fromBytes(record).value()) % keepOneIn == 0);
    }

    /** The same filter, taking {@link #filterMicros}. */
    public Operator slowedFilter(Filter filter, Runtime runtime) {
        return Operators.slowed(filter, filterMicros * 1_000, runtime);
    }

    private ScenarioSettings with(long value, long least, long most, String what, Consumer<ScenarioSettings> change) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " " + what + ": it must be from " + least + " to " + most);
        }
        return with(change);
    }

    private ScenarioSettings with(Consumer<ScenarioSettings> change) {
        try {
            ScenarioSettings copy = (ScenarioSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
