package backpressure.propagation;

import backpressure.blockonemit.TimerGauge;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import workbook.world.Clock;

/**
 * A gate that unpacks a buffer as soon as it has it, and hands out the records from a queue of its own. The
 * empty buffer stays with it until the last of them is handed out, and then goes home.
 */
public final class InputGate {

    private final InputChannel channel;
    private final Lock lock;
    private final TimerGauge idle;
    private final Deque<byte[]> unpacked = new ArrayDeque<>();
    private Buffer emptied;
    private Message.Event ended;

    public InputGate(InputChannel channel, Lock lock, Clock clock) {
        this.channel = channel;
        this.lock = lock;
        idle = new TimerGauge(lock, clock);
    }

    public Optional<byte[]> next(long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (unpacked.isEmpty() && ended == null) {
                Optional<Message> message = await(deadline);
                if (message.isEmpty()) {
                    return Optional.empty();
                }
                unpack(message.get());
            }
            if (unpacked.isEmpty() && ended instanceof Message.Failure failure) {
                throw new IllegalStateException("nothing more comes from above", failure.cause());
            }
            Optional<byte[]> record = Optional.ofNullable(unpacked.poll());
            if (unpacked.isEmpty()) {
                sendHome();
            }
            return record;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Message> await(long deadline) throws InterruptedException {
        try {
            idle.markStart();
            return channel.take(deadline);
        } finally {
            idle.markEnd();
        }
    }

    private void unpack(Message message) {
        if (message instanceof Message.Event event) {
            ended = event;
            return;
        }
        emptied = ((Message.Data) message).buffer();
        for (int left = emptied.records(); left > 0; left--) {
            emptied.next().ifPresent(unpacked::add);
        }
        if (unpacked.isEmpty()) {
            sendHome();
        }
    }

    private void sendHome() {
        if (emptied != null) {
            channel.recycle(emptied);
            emptied = null;
        }
    }

    public boolean isFinished() {
        lock.lock();
        try {
            return ended instanceof Message.EndOfInput;
        } finally {
            lock.unlock();
        }
    }

    public long idleNanos() {
        return idle.nanos();
    }

    public void close(Throwable cause) {
        channel.close(cause);
    }

    public int records() {
        lock.lock();
        try {
            return unpacked.size();
        } finally {
            lock.unlock();
        }
    }
}
