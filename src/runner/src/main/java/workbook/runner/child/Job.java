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
 * @param results the file to write a {@link ResultLog} to
 * @param tests the folder with the tests' classes
 * @param parts the folders with the classes to be judged
 * @param task only its tests; or nothing, and all of them
 * @param test only this one, {@code Class.method}; or nothing, and all of them
 * @param replay only the order or the seed of this name; or nothing, and all of them
 * @param orders how many orders a test explores; or nothing, and as many as it takes to be sure
 */
public record Job(Path results, Path tests, List<Path> parts, String task, String test, String replay, String orders) {

    /** Blocks until the other side has taken it. */
    public void writeTo(OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeUTF(results.toString());
        out.writeUTF(tests.toString());
        out.writeInt(parts.size());
        for (Path part : parts) {
            out.writeUTF(part.toString());
        }
        out.writeUTF(task);
        out.writeUTF(test);
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
        Path results = Path.of(in.readUTF());
        Path tests = Path.of(in.readUTF());
        List<Path> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            parts.add(Path.of(in.readUTF()));
        }
        return new Job(results, tests, parts, in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    }
}
