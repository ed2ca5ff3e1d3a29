package workbook.runner.child;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The file in which the JVM that runs the tests says how they went: an entry as soon as there is
 * something to say, so that what is there counts, however that JVM ends. Thread-safe.
 */
public final class ResultLog implements AutoCloseable {

    private static final int MOST_CHARACTERS = 20_000;

    private final DataOutputStream out;

    /** An entry. */
    public sealed interface Entry {
    }

    /** There is such a test. This comes before anything else about it. */
    public record Found(String id, String method, String name, Set<String> tags) implements Entry {
    }

    /** A test has begun. */
    public record Started(String id) implements Entry {
    }

    /**
     * A test has ended.
     *
     * @param place the student's line an exception came from; may be empty
     * @param replay the name to run it with again; may be empty
     * @param todo the task whose Todo was reached; may be empty
     */
    public record Ended(String id, Outcome outcome, String message, String place, String replay, String todo,
            String printed, String stackTrace) implements Entry {
    }

    /** How long a test took. */
    public record Took(String id, long micros) implements Entry {
    }

    /**
     * The JVM ends before its time, because somebody told it to.
     *
     * @param place the student's line that did; may be empty
     * @param printed by the test that was running
     */
    public record Exit(String place, String printed) implements Entry {
    }

    /** All tests that were to run have run. */
    public record Complete() implements Entry {
    }

    /** How a test ended. */
    public enum Outcome {
        PASSED, FAILED, TODO, CANNOT_BE_JUDGED
    }

    public ResultLog(Path file) throws IOException {
        this(Files.newOutputStream(file));
    }

    ResultLog(OutputStream stream) {
        out = new DataOutputStream(new BufferedOutputStream(stream));
    }

    public synchronized void add(Entry entry) {
        try {
            if (entry instanceof Found found) {
                write('F', found.id, found.method, found.name, String.join(" ", found.tags));
            } else if (entry instanceof Started started) {
                write('S', started.id);
            } else if (entry instanceof Ended ended) {
                write('E', ended.id, ended.outcome.name(), ended.message, ended.place, ended.replay, ended.todo,
                        ended.printed, ended.stackTrace);
            } else if (entry instanceof Took took) {
                write('T', took.id, String.valueOf(took.micros));
            } else if (entry instanceof Exit exit) {
                write('X', exit.place, exit.printed);
            } else {
                write('C');
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    /** All whole entries so far. */
    public static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                entries.add(read(in));
            }
        } catch (EOFException end) {
            return entries; // the last one may have been cut short
        }
    }

    /** Whether all that was to run has run. */
    public static boolean isComplete(Path file) throws IOException {
        List<Entry> entries = read(file);
        return !entries.isEmpty() && entries.get(entries.size() - 1) instanceof Complete;
    }

    private static Entry read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'F' -> new Found(text(in), text(in), text(in), tags(text(in)));
            case 'S' -> new Started(text(in));
            case 'E' -> new Ended(text(in), Outcome.valueOf(text(in)), text(in), text(in), text(in), text(in), text(in),
                    text(in));
            case 'T' -> new Took(text(in), Long.parseLong(text(in)));
            case 'X' -> new Exit(text(in), text(in));
            case 'C' -> new Complete();
            default -> throw new EOFException("not an entry: " + kind);
        };
    }

    private void write(char kind, String... texts) throws IOException {
        out.writeByte(kind);
        for (String text : texts) {
            String bounded = text.length() <= MOST_CHARACTERS ? text
                    : text.substring(0, MOST_CHARACTERS) + "\n… and " + (text.length() - MOST_CHARACTERS)
                    + " characters more";
            byte[] bytes = bounded.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Set<String> tags(String joined) {
        return joined.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(joined.split(" ")));
    }
}
