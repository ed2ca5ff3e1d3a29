package workbook.runner.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is printed, the beginning of it: a flood costs nothing, and comes to an end. Thread-safe. */
final class Printed extends OutputStream {

    private static final int MOST_BYTES = 16_000;
    /** Who prints so much in a test prints without end, and keeps everybody else from printing. */
    private static final long FLOOD_BYTES = 50_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long dropped;

    /** From now on, what this JVM prints to either stream comes here; and there is nothing to read. */
    static Printed capture() {
        Printed printed = new Printed();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        System.setIn(new ByteArrayInputStream(new byte[0]));
        return printed;
    }

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws AssertionError if it is a flood */
    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        int kept = Math.min(length, MOST_BYTES - bytes.size());
        bytes.write(source, offset, kept);
        dropped += length - kept;
        if (dropped > FLOOD_BYTES) {
            throw new AssertionError("A test prints and prints: more than 50 million bytes.");
        }
    }

    /** What was printed since the last call. */
    synchronized String take() {
        String text = bytes.toString(StandardCharsets.UTF_8)
                + (dropped == 0 ? "" : "\n… and " + dropped + " bytes more");
        bytes.reset();
        dropped = 0;
        return text;
    }
}
