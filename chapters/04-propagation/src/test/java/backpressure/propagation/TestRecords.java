package backpressure.propagation;

import backpressure.blockonemit.BlockingBufferPool;
import backpressure.buffers.Buffer;
import backpressure.credits.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The records these tests send through: short words, or numbers of a given size. */
final class TestRecords {

    static final long MILLI = 1_000_000;
    static final long NEVER = Long.MAX_VALUE;

    private TestRecords() {
    }

    static byte[] record(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    static String word(byte[] record) {
        return new String(record, StandardCharsets.UTF_8);
    }

    /** @param bytes its size, at least 4 */
    static byte[] numbered(int number, int bytes) {
        return ByteBuffer.allocate(bytes).putInt(number).array();
    }

    static int number(byte[] record) {
        return ByteBuffer.wrap(record).getInt();
    }

    /** A buffer of the pool's with these words in it, as a writer hands it on. */
    static Message.Data data(BlockingBufferPool pool, String... words) throws InterruptedException {
        Buffer buffer = pool.take();
        for (String word : words) {
            if (!buffer.append(record(word))) {
                throw new AssertionError("the test's buffer is too small for " + word);
            }
        }
        return new Message.Data(buffer);
    }

    /** How many bytes a buffer must have for so many words of one letter each. */
    static int bufferOf(int letters) {
        return letters * (Buffer.LENGTH_BYTES + 1);
    }
}
