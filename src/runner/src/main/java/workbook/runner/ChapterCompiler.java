package workbook.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compiles chapters, each by itself and in order, so that an error is the fault of the chapter it is in.
 * What was compiled before, and hasn't changed, nor anything it stands on, isn't compiled again.
 */
public final class ChapterCompiler {

    /** Older ones of the same chapter that are kept: somebody may go to and fro between answers, and use them at once. */
    private static final int KEPT = 20;

    private final Workbook workbook;
    private final Libraries libraries;
    private final Javac javac;
    private final Path classes;

    /** Something doesn't compile. */
    static final class Failed extends Exception {
        private final transient CompileProblem problem;

        Failed(CompileProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        CompileProblem problem() {
            return problem;
        }
    }

    ChapterCompiler(Workbook workbook, Libraries libraries, Javac javac) {
        this.workbook = workbook;
        this.libraries = libraries;
        this.javac = javac;
        classes = workbook.notes().resolve("classes");
    }

    /** The folders, or jars, with the classes of each part. */
    List<Path> compile(List<Part> parts) throws Failed {
        List<Path> done = new ArrayList<>();
        String key = Sources.fingerprintOf(libraries.fingerprint(), System.getProperty("java.vm.version"));
        for (Part part : parts) {
            key = Sources.fingerprintOf(key, Sources.fingerprint(List.of(part.sources())));
            if (part.isCompiled()) {
                done.add(part.sources());
                continue;
            }
            List<Path> classPath = new ArrayList<>(libraries.forParts());
            classPath.addAll(done);
            done.add(compile(part.chapter(), part.borrowed() ? CompileProblem.Kind.BORROWED
                    : CompileProblem.Kind.STUDENT,
                    part.sources(), Sources.in(part.sources()), classPath, "part-" + part.chapter().code() + "-"
                            + key));
        }
        return done;
    }

    /**
     * The folder with the classes of these tests of a chapter, on top of those of the parts. They needn't be compiled
     * again as long as the parts look the same to them, whatever they do.
     */
    Path compileTests(Chapter chapter, List<Path> files, List<Path> parts, String name) throws Failed, IOException {
        List<String> keys = new ArrayList<>(List.of(Sources.fingerprint(List.of(workbook.tests(chapter))),
                libraries.fingerprint(), System.getProperty("java.vm.version")));
        for (Path part : parts) {
            keys.add(ClassApi.fingerprint(part));
        }
        List<Path> classPath = new ArrayList<>(libraries.forTests());
        classPath.addAll(parts);
        return compile(chapter, CompileProblem.Kind.TESTS, workbook.tests(chapter), files, classPath,
                name + "-" + chapter.code() + "-" + Sources.fingerprintOf(keys.toArray(String[]::new)));
    }

    private Path compile(Chapter chapter, CompileProblem.Kind kind, Path folder, List<Path> files, List<Path> classPath,
            String name) throws Failed {
        Path output = classes.resolve(name);
        if (Files.isDirectory(output)) {
            return output;
        }
        if (files.isEmpty()) {
            throw new Failed(new CompileProblem(chapter, kind,
                    List.of(new CompileError(workbook.relative(folder), 0, 0, "",
                    "There is no Java file in this folder.", ""))));
        }
        try {
            Files.createDirectories(classes);
            Path work = Files.createTempDirectory(classes, "work-");
            try {
                List<CompileError> errors = javac.compile(files, classPath, work).stream().map(this::error)
                        .distinct().toList();
                if (!errors.isEmpty()) {
                    throw new Failed(new CompileProblem(chapter, kind, errors));
                }
                moveTo(output, work);
            } finally {
                delete(work);
            }
            forgetOlder(name.substring(0, name.lastIndexOf('-') + 1));
            return output;
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(classes, e), e);
        }
    }

    private CompileError error(Javac.Problem problem) {
        boolean isBadName = problem.message().contains("bad filename"); // a class's, that this machine can't write
        if (problem.code().endsWith("cant.write") && !isBadName) { // the disk's fault, not the student's
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK,
                    WholeFile.trouble(classes, new IOException(problem.message())));
        }
        String sentence = PlainWords.of(problem.code(), problem.message());
        if (problem.file().isEmpty()) {
            return new CompileError("", 0, 0, "", sentence, problem.message());
        }
        Path file = Path.of(problem.file());
        List<String> lines = Sources.read(file).lines().toList();
        int line = problem.line();
        String sourceLine = line >= 1 && line <= lines.size() ? expandTabs(lines.get(line - 1)) : "";
        return new CompileError(workbook.relative(file), line, problem.column(), sourceLine, sentence,
                problem.message());
    }

    /** As the compiler counts columns. */
    private static String expandTabs(String line) {
        StringBuilder expanded = new StringBuilder();
        for (char c : line.toCharArray()) {
            expanded.append(c == '\t' ? " ".repeat(8 - expanded.length() % 8) : c);
        }
        return expanded.toString();
    }

    private static void moveTo(Path output, Path work) throws IOException {
        try {
            Files.move(work, output);
        } catch (IOException e) {
            if (!Files.isDirectory(output)) { // otherwise another command was faster, and did the same
                throw e;
            }
        }
    }

    private void forgetOlder(String prefix) throws IOException {
        try (Stream<Path> entries = Files.list(classes)) {
            List<Path> outdated = entries.filter(entry -> entry.getFileName().toString().startsWith(prefix))
                    .sorted(Comparator.comparing(ChapterCompiler::age).reversed())
                    .skip(KEPT)
                    .toList();
            outdated.forEach(ChapterCompiler::delete);
        }
    }

    private static long age(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // it lies there a while longer
        }
    }
}
