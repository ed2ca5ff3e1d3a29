package workbook.runner.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the JVM that runs the tests is told on its standard input.
 *
 * @param isRehearsal whether it only serves to get warm, and another job follows
 * @param results the file to write a {@link ResultLog} to
 * @param key what its entries are sealed with; or nothing
 * @param looksForForbidden whether classes with {@link ForbiddenReferences} aren't run at all
 * @param tests those of one chapter, or of several, one after the other
 * @param task only its tests; or nothing, and all of them
 * @param only the tests to run, each as {@code Class.method}; or none, and all of them
 * @param replay only the order or the seed of this name; or nothing, and all of them
 * @param orders how many orders a test explores; or nothing, and as many as it takes to be sure
 */
public record Job(boolean isRehearsal, Path results, String key, boolean looksForForbidden, List<Tests> tests,
        String task, List<String> only, String replay, String orders) {

    /**
     * A chapter's.
     *
     * @param folder the one with the tests' classes
     * @param parts the folders with the classes to be judged
     */
    public record Tests(Path folder, List<Path> parts) {
    }

    /** The same, before it comes in earnest. */
    public Job rehearsed() {
        return new Job(true, results, key, looksForForbidden, tests, task, only, replay, orders);
    }

    /** Blocks until the other side has taken it. */
    public void writeTo(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeBoolean(isRehearsal);
        out.writeUTF(results.toString());
        out.writeUTF(key);
        out.writeBoolean(looksForForbidden);
        out.writeInt(tests.size());
        for (Tests each : tests) {
            out.writeUTF(each.folder.toString());
            write(out, each.parts.stream().map(Path::toString).toList());
        }
        out.writeUTF(task);
        write(out, only);
        out.writeUTF(replay);
        out.writeUTF(orders);
        out.flush();
    }

    /**
     * Blocks until there is one.
     *
     * @throws java.io.EOFException if none is coming any more
     */
    static Job readFrom(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        return new Job(in.readBoolean(), Path.of(in.readUTF()), in.readUTF(), in.readBoolean(), tests(in), in.readUTF(),
                texts(in), in.readUTF(), in.readUTF());
    }

    private static List<Tests> tests(DataInputStream in) throws IOException {
        List<Tests> tests = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            tests.add(new Tests(Path.of(in.readUTF()), texts(in).stream().map(Path::of).toList()));
        }
        return tests;
    }

    private static void write(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
