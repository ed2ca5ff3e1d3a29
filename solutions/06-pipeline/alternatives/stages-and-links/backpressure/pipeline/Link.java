package backpressure.pipeline;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.blockonemit.RecordWriter;
import backpressure.blockonemit.Subpartition;
import backpressure.credits.CreditedReceiver;
import backpressure.credits.FloatingBuffers;
import backpressure.propagation.InputChannel;
import backpressure.propagation.LocalChannel;
import backpressure.propagation.RemoteChannel;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/** One writer, one reader, and the channel between them. */
final class Link {

    private final BlockingBufferPool pool;
    private final Lock lock;
    private final Clock clock;
    private final Subpartition written;
    private final InputChannel read;
    private final RemoteChannel remote;
    private RecordWriter writer;

    /** @param pool shared by all links that one subtask writes to */
    Link(BlockingBufferPool pool, FloatingBuffers floating, ScenarioSettings settings, Lock lock, Clock clock) {
        this.pool = pool;
        this.lock = lock;
        this.clock = clock;
        if (settings.network() == Network.REMOTE) {
            remote = new RemoteChannel(pool, new CreditedReceiver(settings.exclusiveBuffers(), settings.bufferBytes(),
                    floating), lock, clock);
            written = remote;
            read = remote;
        } else {
            LocalChannel local = new LocalChannel(pool, lock, clock);
            remote = null;
            written = local;
            read = local;
        }
    }

    InputChannel channel() {
        return read;
    }

    /** From now on the writer adds here. Null: to the channel itself. */
    void writeTo(ChannelUnion union) {
        writer = new RecordWriter(pool, union == null ? written : union.writerEnd(written), lock, clock);
    }

    RecordWriter writer() {
        return writer;
    }

    int records() {
        return writer.records() + read.records();
    }

    int receiverBuffersInUse() {
        return remote == null ? 0 : remote.receiverBuffersInUse();
    }

    int credit() {
        return remote == null ? 0 : remote.credit();
    }
}
