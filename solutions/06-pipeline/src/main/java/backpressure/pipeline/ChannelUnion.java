package backpressure.pipeline;

import backpressure.blockonemit.Subpartition;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import backpressure.propagation.InputChannel;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * Several channels as one, for a gate that reads from several subtasks. It is done: there is nothing
 * to build here.
 *
 * <p>Messages are taken from the channels in turn. The input ends when every channel has ended; a
 * failure of one is a failure of all.
 *
 * <p>In Flink: what {@code SingleInputGate} does with its {@code inputChannelsWithData}.
 *
 * <p>Thread-safe. All waiting and mutual exclusion goes through the lock it is given, which the
 * channels share.
 */
public final class ChannelUnion implements InputChannel {

    private final List<InputChannel> channels;
    private final Lock lock;
    private final Clock clock;
    private final Condition arrived;
    private final Map<Buffer, InputChannel> taken = new IdentityHashMap<>();
    private int next;
    private int ended;

    /**
     * @param channels at least one; their writers add through {@link #writerEnd}
     * @param lock the exchange's lock
     * @param clock for the reader's deadlines
     */
    public ChannelUnion(List<? extends InputChannel> channels, Lock lock, Clock clock) {
        this.channels = List.copyOf(channels);
        this.lock = lock;
        this.clock = clock;
        arrived = lock.newCondition();
    }

    /** The same channel for its writer; what is added wakes the reader of this union. */
    public Subpartition writerEnd(Subpartition channel) {
        return new Subpartition() {
            @Override
            public void add(Message message) {
                lock.lock();
                try {
                    channel.add(message);
                    arrived.signal();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public boolean isEmpty() {
                return channel.isEmpty();
            }
        };
    }

    @Override
    public Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            Optional<Message> message = poll();
            while (message.isEmpty() && clock.nanoTime() < deadline) {
                arrived.awaitNanos(deadline - clock.nanoTime());
                message = poll();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void recycle(Buffer buffer) {
        lock.lock();
        try {
            taken.remove(buffer).recycle(buffer);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(Throwable cause) {
        channels.forEach(channel -> channel.close(cause));
    }

    @Override
    public int records() {
        return channels.stream().mapToInt(InputChannel::records).sum();
    }

    /** The next message, without waiting. Ends of single channels are kept back until the last. */
    private Optional<Message> poll() throws InterruptedException {
        int empty = 0;
        while (empty < channels.size()) {
            InputChannel channel = channels.get(next);
            next = (next + 1) % channels.size();
            Optional<Message> message = channel.take(0);
            if (message.isEmpty()) {
                empty++;
            } else if (message.get() instanceof Message.EndOfInput && ++ended < channels.size()) {
                empty = 0;
            } else {
                if (message.get() instanceof Message.Data data) {
                    taken.put(data.buffer(), channel);
                }
                return message;
            }
        }
        return Optional.empty();
    }
}
