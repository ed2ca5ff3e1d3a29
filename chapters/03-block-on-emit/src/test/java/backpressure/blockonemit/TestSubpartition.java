package backpressure.blockonemit;

import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** A target that keeps what it is given. Whoever reads it drains it: unpacks the records, sends the buffers home. */
final class TestSubpartition implements Subpartition {

    private final Lock lock;
    private final List<Message> waiting = new ArrayList<>();
    private final List<String> read = new ArrayList<>();

    TestSubpartition(Lock lock) {
        this.lock = lock;
    }

    static byte[] record(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Override
    public void add(Message message) {
        lock.lock();
        try {
            waiting.add(message);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first message that waits. Its buffer, if it is one, isn't home before it was {@link #read}. */
    Message poll() {
        lock.lock();
        try {
            return waiting.remove(0);
        } finally {
            lock.unlock();
        }
    }

    /** Unpacks the records of a message, and sends its buffer home. */
    void read(Message message) {
        lock.lock();
        try {
            if (message instanceof Message.Data data) {
                read.add(records(data.buffer()));
                data.buffer().recycle();
            } else {
                read.add(message instanceof Message.Failure failure
                        ? "failure: " + failure.cause().getMessage()
                        : "end of input");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Polls and reads all that waits. */
    TestSubpartition drain() {
        lock.lock();
        try {
            waiting.forEach(this::read);
            waiting.clear();
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What was read so far: for each buffer the numbers of its records, as {@code "1 2 3"}; for an event
     * its name.
     */
    List<String> contents() {
        return read;
    }

    /** The numbers of all records that were read, in one line. */
    String records() {
        return String.join(" ", read);
    }

    private static String records(Buffer buffer) {
        List<String> numbers = new ArrayList<>();
        for (Optional<byte[]> record = buffer.next(); record.isPresent(); record = buffer.next()) {
            numbers.add(String.valueOf(ByteBuffer.wrap(record.get()).getInt()));
        }
        return numbers.isEmpty() ? "(an empty buffer)" : String.join(" ", numbers);
    }
}
