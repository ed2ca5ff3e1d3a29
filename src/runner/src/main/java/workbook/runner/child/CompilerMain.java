package workbook.runner.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import workbook.runner.Javac;
import workbook.runner.JavacInThisJvm;

/** A compiler in a JVM of its own, for sources that nobody trusts. It is told what to do on standard input. */
public final class CompilerMain {

    private CompilerMain() {
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(System.in);
        DataOutputStream out = new DataOutputStream(System.out);
        Javac javac = new JavacInThisJvm();
        while (true) {
            try {
                List<Path> files = paths(in);
                List<Path> classPath = paths(in);
                write(out, javac.compile(files, classPath, Path.of(in.readUTF())));
            } catch (EOFException nobodyWantsAnything) {
                return;
            }
        }
    }

    /** Asks for something to be compiled. */
    public static void ask(DataOutputStream out, List<Path> files, List<Path> classPath, Path output)
            throws IOException {
        write(files, out);
        write(classPath, out);
        out.writeUTF(output.toString());
        out.flush();
    }

    /** The answer. Blocks until it is there. */
    public static List<Javac.Problem> answer(DataInputStream in) throws IOException {
        List<Javac.Problem> problems = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            problems.add(new Javac.Problem(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readInt()));
        }
        return problems;
    }

    private static void write(DataOutputStream out, List<Javac.Problem> problems) throws IOException {
        out.writeInt(problems.size());
        for (Javac.Problem problem : problems) {
            out.writeUTF(problem.code());
            out.writeUTF(bounded(problem.message()));
            out.writeUTF(problem.file());
            out.writeInt(problem.line());
            out.writeInt(problem.column());
        }
        out.flush();
    }

    private static void write(List<Path> paths, DataOutputStream out) throws IOException {
        out.writeInt(paths.size());
        for (Path path : paths) {
            out.writeUTF(path.toString());
        }
    }

    private static List<Path> paths(DataInputStream in) throws IOException {
        List<Path> paths = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            paths.add(Path.of(in.readUTF()));
        }
        return paths;
    }

    /** A name may be as long as a file, and so may be what is said of it. */
    private static String bounded(String message) {
        return message.length() <= 4_000 ? message : message.substring(0, 4_000) + "…";
    }
}
