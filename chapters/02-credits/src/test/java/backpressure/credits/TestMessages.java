package backpressure.credits;

import static java.nio.charset.StandardCharsets.UTF_8;

import backpressure.buffers.Buffer;
import backpressure.buffers.Recycler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes messages for the tests, and tells what is in them. */
final class TestMessages {

    /** Bytes in each buffer. */
    static final int SIZE = 16;

    private TestMessages() {
    }

    /** Data that hasn't been sent yet, with these records. */
    static Message.Data data(String... records) {
        return data(0, records);
    }

    /** Data as it arrives, with so much backlog behind it. */
    static Message.Data data(int backlog, String... records) {
        return new Message.Data(buffer(new byte[SIZE], memory -> { }, records), backlog);
    }

    /**
     * A receiver for a test of task 2.4, and no floating buffers. It tries out on another one what the task adds to
     * {@link CreditedReceiver}, so that a test of what isn't begun yet is "to do" and not wrong.
     */
    static CreditedReceiver receiverOf24(int exclusive) {
        CreditedReceiver other = new CreditedReceiver(1, SIZE, new FloatingBuffers(0, SIZE));
        other.buffersInUse();
        other.records();
        return new CreditedReceiver(exclusive, SIZE, new FloatingBuffers(0, SIZE));
    }

    /**
     * Floating buffers for a test of this task, 2.5 or later. It tries out on others what the task adds to
     * {@link FloatingBuffers}, so that a test of what isn't begun yet is "to do" and not wrong.
     */
    static FloatingBuffers floating(String task, int buffers) {
        FloatingBuffers others = new FloatingBuffers(1, SIZE);
        others.available();
        if (task.compareTo("2.6") >= 0) {
            others.request().ifPresent(others::recycle);
        }
        if (task.compareTo("2.7") >= 0) {
            others.addBufferListener(memory -> { });
        }
        return new FloatingBuffers(buffers, SIZE);
    }

    /** A buffer with these records. */
    static Buffer buffer(byte[] memory, Recycler home, String... records) {
        Buffer buffer = new Buffer(memory, home);
        for (String record : records) {
            if (!buffer.append(record.getBytes(UTF_8))) {
                throw new IllegalArgumentException("too much for a buffer of " + memory.length + ": " + record);
            }
        }
        return buffer;
    }

    /** Reads a message, and says what it was: {@code data [a, b]}, {@code end of input}, {@code nothing}. */
    static String read(Optional<Message> message) {
        return message.map(TestMessages::read).orElse("nothing");
    }

    private static String read(Message message) {
        if (message instanceof Message.Data data) {
            List<String> records;
            try {
                records = records(data.buffer());
            } catch (IllegalStateException recycled) {
                return "data in a buffer that was recycled too early: its records are lost";
            }
            return records.isEmpty() ? "data that was read before" : "data " + records;
        }
        if (message instanceof Message.Failure failure) {
            return "failure: " + failure.cause().getMessage();
        }
        return "end of input";
    }

    /** Reads a buffer to its end. */
    static List<String> records(Buffer buffer) {
        List<String> records = new ArrayList<>();
        for (int i = buffer.records(); i > 0; i--) {
            records.add(new String(buffer.next().orElseThrow(), UTF_8));
        }
        return records;
    }

    /** The buffer of a message that is data. */
    static Buffer bufferOf(Optional<Message> message) {
        if (message.isPresent() && message.get() instanceof Message.Data data) {
            return data.buffer();
        }
        throw new AssertionError("data was due, but there was " + read(message));
    }
}
