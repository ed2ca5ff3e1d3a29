package workbook.world.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
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

    /** The operators, from the source to the sink. */
    public static final List<String> OPERATORS = List.of("source", "map", "filter", "sink");

    private static final int MOST_SUBTASKS = 64;

    private long inPerSecond = 1_000;
    private long outPerSecond = 100;
    private long seconds = 120;
    private int recordBytes = 100;
    private int partitions = 3;
    private Network network = Network.REMOTE;
    private long seed = 1;
    private int bufferBytes = 32 * 1024;
    private int exclusiveBuffers = 2;
    private int floatingBuffers = 8;
    private OptionalLong bufferTimeoutMillis = OptionalLong.of(100);
    private int maxPollRecords = 500;
    private int batchRows = 200;
    private long batchTimeoutMillis = 1_000;
    private long commitMillis = 0;
    private int socketBytes = 16 * 1024;
    private long mapMicros = 0;
    /** In place of that, where it changes during the run. */
    private Optional<LongSupplier> changingMapMicros = Optional.empty();
    private long filterMicros = 0;
    private int keepOneIn = 1;
    /** How many subtasks each of the operators has. */
    private List<Integer> parallelism = Collections.nCopies(OPERATORS.size(), 1);
    /** Those that are in one task with the operator above. */
    private Set<String> chained = Set.of();
    private long totalRecords = Long.MAX_VALUE;
    private OptionalLong recoversAtSecond = OptionalLong.empty();
    private long recoversToPerSecond = 2_000;

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

    /**
     * Buffers that a channel has for itself, at the receiver; a sender's pool owns as many for each of its
     * channels. In Flink 1.20: {@code taskmanager.network.memory.buffers-per-channel}.
     */
    public int exclusiveBuffers() {
        return exclusiveBuffers;
    }

    public ScenarioSettings withExclusiveBuffers(int value) {
        return with(value, 1, 10_000, "exclusive buffers", copy -> copy.exclusiveBuffers = value);
    }

    /**
     * Buffers that the channels of a gate share, at the receiver; a sender's pool owns as many on top of its
     * channels'. In Flink 1.20: {@code taskmanager.network.memory.floating-buffers-per-gate}.
     */
    public int floatingBuffers() {
        return floatingBuffers;
    }

    public ScenarioSettings withFloatingBuffers(int value) {
        return with(value, 0, 10_000, "floating buffers", copy -> copy.floatingBuffers = value);
    }

    /**
     * Buffers in the pool of a subtask's output: each channel's and those to share; at least one to be
     * filled for each channel, and one more. In Flink:
     * {@code NettyShuffleUtils.getMinMaxNetworkBuffersPerResultPartition}.
     *
     * @param channels how many subtasks it writes to
     */
    public int senderBuffers(int channels) {
        return Math.max(channels + 1, channels * exclusiveBuffers + floatingBuffers);
    }

    /** The same for an output with one channel. */
    public int senderBuffers() {
        return senderBuffers(1);
    }

    /**
     * How much memory all the buffers between the tasks take, full or not. Flink's too are there from the
     * start: {@code NetworkBufferPool}.
     *
     * @throws IllegalArgumentException as {@link #tasks}
     */
    public long networkMemoryBytes() {
        long buffers = 0;
        List<TaskSettings> tasks = tasks();
        for (int i = 1; i < tasks.size(); i++) {
            int writers = tasks.get(i - 1).parallelism();
            int readers = tasks.get(i).parallelism();
            boolean forward = writers == readers;
            buffers += (long) writers * senderBuffers(forward ? 1 : readers);
            if (network == Network.REMOTE) {
                buffers += (long) readers * ((forward ? 1 : writers) * exclusiveBuffers + floatingBuffers);
            }
        }
        return buffers * bufferBytes;
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
        return changingMapMicros.map(LongSupplier::getAsLong).orElse(mapMicros);
    }

    public ScenarioSettings withMapMicros(long value) {
        return with(value, 0, 3_600_000_000L, "µs per record in the map", copy -> {
            copy.mapMicros = value;
            copy.changingMapMicros = Optional.empty();
        });
    }

    /**
     * The same, for a run in which it changes.
     *
     * @param value what the next record takes, 0 or more; asked before each
     */
    public ScenarioSettings withMapMicros(LongSupplier value) {
        return with(copy -> copy.changingMapMicros = Optional.of(value));
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

    /**
     * The tasks, from the source to the sink: one for each operator, unless some are {@linkplain #withChain chained}.
     *
     * @throws IllegalArgumentException if there can't be such tasks: operators of one task with different
     *     parallelism, or a source of more subtasks than there are partitions
     */
    public List<TaskSettings> tasks() {
        List<TaskSettings> tasks = new ArrayList<>();
        int end;
        for (int first = 0; first < OPERATORS.size(); first = end) {
            end = first + 1;
            while (end < OPERATORS.size() && chained.contains(OPERATORS.get(end))) {
                end++;
            }
            List<String> operators = OPERATORS.subList(first, end);
            if (new HashSet<>(parallelism.subList(first, end)).size() > 1) {
                throw new IllegalArgumentException("operators in one task have the same parallelism, but "
                        + operators.stream().map(each -> each + " has " + parallelism(each)).collect(Collectors.joining(", ")));
            }
            tasks.add(new TaskSettings(operators, parallelism.get(first)));
        }
        if (parallelism.get(0) > partitions) {
            throw new IllegalArgumentException("a source of " + parallelism.get(0) + " subtasks, and only " + partitions
                    + " partitions to read: some would have none");
        }
        return tasks;
    }

    /** How many subtasks an operator has. */
    public int parallelism(String operator) {
        return parallelism.get(index(operator));
    }

    /** Gives one operator so many subtasks. In Flink: {@code setParallelism}. */
    public ScenarioSettings withParallelism(String operator, int subtasks) {
        List<Integer> changed = new ArrayList<>(parallelism);
        changed.set(index(operator), subtasks);
        return with(subtasks, 1, MOST_SUBTASKS, "subtasks", copy -> copy.parallelism = List.copyOf(changed));
    }

    /** Gives every operator so many subtasks. In Flink: {@code parallelism.default}. */
    public ScenarioSettings withParallelism(int subtasks) {
        return with(subtasks, 1, MOST_SUBTASKS, "subtasks",
                copy -> copy.parallelism = Collections.nCopies(OPERATORS.size(), subtasks));
    }

    /**
     * Puts operators into one task, where they hand on their records without any buffer in between. In
     * Flink: operator chaining, which is on by default.
     *
     * @param operators two or more that follow one another
     */
    public ScenarioSettings withChain(String... operators) {
        List<String> chain = Arrays.asList(operators);
        chain.forEach(ScenarioSettings::index);
        if (chain.size() < 2 || Collections.indexOfSubList(OPERATORS, chain) < 0) {
            throw new IllegalArgumentException(String.join("+", chain)
                    + " is no chain: it must be two or more that follow one another of " + String.join(", ", OPERATORS));
        }
        Set<String> changed = new HashSet<>(chained);
        changed.addAll(chain.subList(1, chain.size()));
        return with(copy -> copy.chained = changed);
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

    public ScenarioSettings withRecoversAtSecond(long value) {
        return with(value, 1, 86_400, "seconds until recovery", copy -> copy.recoversAtSecond = OptionalLong.of(value));
    }

    /** The rate it changes to; of no account if it doesn't. */
    public long recoversToPerSecond() {
        return recoversToPerSecond;
    }

    public ScenarioSettings withRecoversToPerSecond(long value) {
        return with(value, 1, 1_000_000, "records/s out", copy -> copy.recoversToPerSecond = value);
    }

    /** At that second, the database's rate changes, for good. */
    public ScenarioSettings withRecovery(long atSecond, long outPerSecond) {
        return withRecoversAtSecond(atSecond).withRecoversToPerSecond(outPerSecond);
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
        Operator map = Operators.map(record -> record);
        return changingMapMicros
                .map(micros -> Operators.slowed(map, () -> micros.getAsLong() * 1_000, runtime))
                .orElseGet(() -> Operators.slowed(map, mapMicros * 1_000, runtime));
    }

    /** The filter: it keeps one record in {@link #keepOneIn}. {@link #slowedFilter} makes it take its time. */
    public Filter filter() {
        return new Filter(record -> SimulatedTopic.number(StreamRecord.fromBytes(record).value()) % keepOneIn == 0);
    }

    /** The same filter, taking {@link #filterMicros}. */
    public Operator slowedFilter(Filter filter, Runtime runtime) {
        return Operators.slowed(filter, filterMicros * 1_000, runtime);
    }

    private static int index(String operator) {
        if (!OPERATORS.contains(operator)) {
            throw new IllegalArgumentException("'" + operator + "' is no operator: there are "
                    + String.join(", ", OPERATORS));
        }
        return OPERATORS.indexOf(operator);
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
