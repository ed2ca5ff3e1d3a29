package workbook.runner.child;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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
    /** Of an entry with as many texts as any has, all of them at their longest. */
    private static final int MOST_BYTES = 8 * 4 * (MOST_CHARACTERS + 100);

    private final DataOutputStream out;
    private final Seal seal;

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

    /** None of the tests were run. */
    public record NotRun(String why) implements Entry {
    }

    /**
     * All tests of a chapter that were to run have run.
     *
     * @param endless how many came to no end so far
     */
    public record Complete(int endless) implements Entry {
    }

    /** How a test ended. */
    public enum Outcome {
        PASSED, FAILED, TODO, CANNOT_BE_JUDGED
    }

    /**
     * What was written so far.
     *
     * @param entries all whole ones, up to the first that isn't genuine
     * @param isGenuine whether all are
     */
    public record Content(List<Entry> entries, boolean isGenuine) {

        /** Whether it ends where a chapter ends. */
        public boolean isComplete() {
            return !entries.isEmpty() && entries.get(entries.size() - 1) instanceof Complete;
        }

        /** What was written of each chapter, up to the one where it ends; of the first, though it may be nothing. */
        public List<Content> byChapter() {
            List<Content> chapters = new ArrayList<>();
            int from = 0;
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i) instanceof Complete) {
                    chapters.add(new Content(entries.subList(from, i + 1), true));
                    from = i + 1;
                }
            }
            if (from < entries.size() || !isGenuine || chapters.isEmpty()) {
                chapters.add(new Content(entries.subList(from, entries.size()), isGenuine));
            }
            return chapters;
        }
    }

    /** @param key what to seal the entries with, as {@link Seal} wants it; nothing, and they aren't sealed */
    public ResultLog(Path file, String key) throws IOException {
        this(Files.newOutputStream(file), key);
    }

    ResultLog(OutputStream stream, String key) {
        out = new DataOutputStream(stream);
        seal = new Seal(key);
    }

    public synchronized void add(Entry entry) {
        try {
            byte[] bytes = bytes(entry);
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            new DataOutputStream(whole).writeInt(bytes.length);
            whole.write(bytes);
            whole.write(seal.next(bytes));
            out.write(whole.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    /** What is in the file so far; read with the key it was written with. */
    public static Content read(Path file, String key) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Seal seal = new Seal(key);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                int length = in.readInt();
                if (length < 0 || length > MOST_BYTES) {
                    return new Content(entries, false);
                }
                byte[] bytes = whole(in, length);
                if (!seal.isNext(bytes, whole(in, seal.length()))) {
                    return new Content(entries, false);
                }
                entries.add(entry(new DataInputStream(new ByteArrayInputStream(bytes))));
            }
        } catch (EOFException end) {
            return new Content(entries, true); // the last one may have been cut short
        }
    }

    private static byte[] bytes(Entry entry) throws IOException {
        if (entry instanceof Found found) {
            return bytes('F', found.id, found.method, found.name, String.join(" ", found.tags));
        } else if (entry instanceof Started started) {
            return bytes('S', started.id);
        } else if (entry instanceof Ended ended) {
            return bytes('E', ended.id, ended.outcome.name(), ended.message, ended.place, ended.replay, ended.todo,
                    ended.printed, ended.stackTrace);
        } else if (entry instanceof Took took) {
            return bytes('T', took.id, String.valueOf(took.micros));
        } else if (entry instanceof Exit exit) {
            return bytes('X', exit.place, exit.printed);
        } else if (entry instanceof NotRun notRun) {
            return bytes('N', notRun.why);
        }
        return bytes('C', String.valueOf(((Complete) entry).endless));
    }

    private static byte[] bytes(char kind, String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(kind);
        for (String text : texts) {
            String bounded = text.length() <= MOST_CHARACTERS ? text
                    : text.substring(0, MOST_CHARACTERS) + "\n… and " + (text.length() - MOST_CHARACTERS)
                    + " characters more";
            byte[] encoded = bounded.getBytes(StandardCharsets.UTF_8);
            out.writeInt(encoded.length);
            out.write(encoded);
        }
        return bytes.toByteArray();
    }

    private static Entry entry(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 'F' -> new Found(text(in), text(in), text(in), tags(text(in)));
            case 'S' -> new Started(text(in));
            case 'E' -> new Ended(text(in), Outcome.valueOf(text(in)), text(in), text(in), text(in), text(in), text(in),
                    text(in));
            case 'T' -> new Took(text(in), Long.parseLong(text(in)));
            case 'X' -> new Exit(text(in), text(in));
            case 'N' -> new NotRun(text(in));
            case 'C' -> new Complete(Integer.parseInt(text(in)));
            default -> throw new EOFException("not an entry: " + kind);
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(whole(in, in.readInt()), StandardCharsets.UTF_8);
    }

    private static byte[] whole(DataInputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static Set<String> tags(String joined) {
        return joined.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(joined.split(" ")));
    }
}
