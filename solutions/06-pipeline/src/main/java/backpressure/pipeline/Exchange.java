package backpressure.pipeline;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.ResultPartitionWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import backpressure.propagation.InputChannel;
import backpressure.propagation.InputGate;
import backpressure.propagation.LocalChannel;
import backpressure.propagation.RemoteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.Runtime;
import workbook.world.metrics.ExchangeReading;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.TaskSettings;

/** All that lies between the subtasks of one task and those of the next, under one lock. */
final class Exchange {

    private final String name;
    private final ScenarioSettings settings;
    private final Lock lock;
    private final Clock clock;
    private final List<Output> outputs = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();

    /** What one subtask writes to: a pool, and a writer for each subtask that it writes to. */
    final class Output {
        final BlockingBufferPool pool;
        final int buffers;
        final List<RecordWriter> writers = new ArrayList<>();

        private Output(int channels) {
            buffers = settings.senderBuffers(channels);
            pool = new BlockingBufferPool(buffers, settings.bufferBytes(), lock);
        }

        ResultPartitionWriter writer() {
            return writers.size() == 1 ? writers.get(0) : new RebalancingWriter(writers);
        }

        long softBackpressuredNanos() {
            return writers.stream().mapToLong(RecordWriter::softBackpressuredNanos).sum();
        }

        long hardBackpressuredNanos() {
            return writers.stream().mapToLong(RecordWriter::hardBackpressuredNanos).sum();
        }
    }

    /** What one subtask reads from. */
    private static final class Input {
        final List<InputChannel> channels;
        final InputGate gate;

        Input(List<InputChannel> channels, InputGate gate) {
            this.channels = channels;
            this.gate = gate;
        }
    }

    /**
     * Subtasks of equal number are connected one to one, as Flink's {@code ForwardPartitioner} does;
     * otherwise each with each.
     */
    Exchange(TaskSettings from, TaskSettings to, ScenarioSettings settings, Runtime runtime) {
        this.name = from.name() + " → " + to.name();
        this.settings = settings;
        this.lock = runtime.lock(name);
        this.clock = runtime.clock();
        boolean forward = from.parallelism() == to.parallelism();
        for (int i = 0; i < from.parallelism(); i++) {
            outputs.add(new Output(forward ? 1 : to.parallelism()));
        }
        for (int i = 0; i < to.parallelism(); i++) {
            inputs.add(connect(forward ? outputs.subList(i, i + 1) : outputs));
        }
    }

    Output output(int subtask) {
        return outputs.get(subtask);
    }

    InputGate gate(int subtask) {
        return inputs.get(subtask).gate;
    }

    void flush() {
        outputs.forEach(output -> output.writers.forEach(RecordWriter::flush));
    }

    int records() {
        return outputs.stream().flatMap(output -> output.writers.stream()).mapToInt(RecordWriter::records).sum()
                + inputs.stream().flatMap(input -> input.channels.stream()).mapToInt(InputChannel::records).sum()
                + inputs.stream().mapToInt(input -> input.gate.records()).sum();
    }

    ExchangeReading read() {
        int senderBuffers = outputs.stream().mapToInt(output -> output.buffers).sum();
        int available = outputs.stream().mapToInt(output -> output.pool.available()).sum();
        List<RemoteChannel> remote = inputs.stream().flatMap(input -> input.channels.stream())
                .filter(RemoteChannel.class::isInstance).map(RemoteChannel.class::cast).toList();
        int receiverBuffers = remote.isEmpty() ? 0
                : remote.size() * settings.exclusiveBuffers() + inputs.size() * settings.floatingBuffers();
        return new ExchangeReading(name, senderBuffers - available, senderBuffers,
                remote.stream().mapToInt(RemoteChannel::receiverBuffersInUse).sum(), receiverBuffers,
                remote.stream().mapToInt(RemoteChannel::credit).sum(), records());
    }

    private Input connect(List<Output> writing) {
        List<Subpartition> subpartitions = new ArrayList<>();
        List<InputChannel> channels = new ArrayList<>();
        FloatingBuffers floating = new FloatingBuffers(settings.floatingBuffers(), settings.bufferBytes());
        for (Output output : writing) {
            if (settings.network() == Network.LOCAL) {
                LocalChannel local = new LocalChannel(output.pool, lock, clock);
                subpartitions.add(local);
                channels.add(local);
            } else {
                CreditedReceiver receiver =
                        new CreditedReceiver(settings.exclusiveBuffers(), settings.bufferBytes(), floating);
                RemoteChannel remote = new RemoteChannel(output.pool, receiver, lock, clock);
                subpartitions.add(remote);
                channels.add(remote);
            }
        }
        if (channels.size() == 1) {
            writing.get(0).writers.add(new RecordWriter(writing.get(0).pool, subpartitions.get(0), lock, clock));
            return new Input(channels, new InputGate(channels.get(0), lock, clock));
        }
        ChannelUnion union = new ChannelUnion(channels, lock, clock);
        for (int i = 0; i < channels.size(); i++) {
            writing.get(i).writers.add(
                    new RecordWriter(writing.get(i).pool, union.writerEnd(subpartitions.get(i)), lock, clock));
        }
        return new Input(channels, new InputGate(union, lock, clock));
    }
}
