package workbook.runner;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the whole pipeline, put together from these parts, in a JVM of its own that prints what comes of it. */
public final class PipelineRunner {

    private static final String RUN = "RunPipeline";
    private static final String PLAY = "PlayPipeline";
    private static final String BENCH = "BenchPipeline";
    private static final String LAB = "LabPipeline";
    private static final String LAB_SOURCE = "workbook/lab/mine/LabPipeline.java";
    private static final String PACKAGE = "backpressure.pipeline";
    /** The faster compiler alone: a run is over before the better one has paid. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8");
    /** What is played with goes on for hours: if it runs out of memory, it had better say so at once. */
    private static final List<String> PLAY_OPTIONS = List.of(
            "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr");

    private static final String LIVE_FILE = "--live-file";
    private static final long LOOK_EVERY_MILLIS = 10;

    private final Workbook workbook;
    private final Libraries libraries;

    /** A part doesn't compile. */
    public static final class DoesNotCompile extends RuntimeException {
        private final transient CompileProblem problem;

        DoesNotCompile(CompileProblem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        public CompileProblem problem() {
            return problem;
        }
    }

    public PipelineRunner(Workbook workbook, Libraries libraries) {
        this.workbook = workbook;
        this.libraries = libraries;
    }

    /**
     * Runs it to its end.
     *
     * @param parts all chapters, in order
     * @param arguments what its main class wants
     * @return its exit code
     * @throws DoesNotCompile if a part doesn't
     */
    public int run(List<Part> parts, List<String> arguments, boolean stackTraces) {
        return run(parts, arguments, stackTraces, Optional.empty());
    }

    /**
     * Runs it to its end.
     *
     * @param show called once the run is through and before its story is told, if it comes so far: with what the main
     *     class wrote to the file of its option {@code --live-file}
     */
    public int run(List<Part> parts, List<String> arguments, boolean stackTraces, Optional<Consumer<Path>> show) {
        try {
            List<String> options = new ArrayList<>(JVM_OPTIONS);
            String terminal = System.getProperty("workbook.terminal", "");
            if (!terminal.isEmpty()) {
                options.add("-Dworkbook.terminal=" + terminal);
            }
            options.add("-Dworkbook.stacktrace=" + stackTraces);
            List<Path> classPath = classPath(parts, RUN);
            return show.isPresent() ? runAndShow(options, classPath, arguments, show.get())
                    : start(command(options, classPath, RUN, arguments), Redirect.INHERIT).waitFor();
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Running the pipeline failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    /**
     * Runs it to its end, for the sake of its numbers: it tells nothing.
     *
     * @param arguments where they go among them
     * @return its exit code
     * @throws DoesNotCompile if a part doesn't
     */
    public int runForNumbers(List<Part> parts, List<String> arguments) {
        try {
            return new ProcessBuilder(command(JVM_OPTIONS, classPath(parts, RUN), RUN, arguments))
                    .redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Running the pipeline failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }

    /** The run waits, once it is there, until its input ends: so long the terminal isn't its own. */
    private static int runAndShow(List<String> options, List<Path> classPath, List<String> arguments,
            Consumer<Path> show) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("workbook-run-");
        Path file = folder.resolve("run.json");
        folder.toFile().deleteOnExit(); // the last of the two that goes
        file.toFile().deleteOnExit();
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(LIVE_FILE, file.toString()));
        Process process = start(command(options, classPath, RUN, all), Redirect.PIPE);
        while (!Files.exists(file) && !process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            // it comes as a whole
        }
        try (OutputStream goOn = process.getOutputStream()) {
            if (Files.exists(file)) {
                show.accept(file);
            }
        }
        return process.waitFor();
    }

    private static Process start(List<String> command, Redirect input) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().redirectInput(input).start();
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /**
     * Compiles it, to be played with.
     *
     * @param parts all chapters, in order
     * @return its class path; the same one as long as nothing in the parts has changed
     * @throws DoesNotCompile if a part doesn't
     */
    public List<Path> compileToPlay(List<Part> parts) {
        try {
            return classPath(parts, PLAY);
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        }
    }

    /**
     * Sets it going to be played with: it reads commands, and writes what comes of them, until it is closed.
     *
     * @param classPath as {@link #compileToPlay} has it
     */
    public ProcessTree play(List<Path> classPath, List<String> arguments) {
        List<String> options = new ArrayList<>(JVM_OPTIONS);
        options.addAll(PLAY_OPTIONS);
        try {
            return ProcessTree.withErrorsApart(command(options, classPath, PLAY, arguments), workbook.root());
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Starting the pipeline failed: " + e, e);
        }
    }

    /**
     * Compiles it, to be measured.
     *
     * @param parts all chapters, in order
     * @param jvmOptions of the JVM in which it is measured
     * @param arguments what its main class wants
     * @return what starts that JVM
     * @throws DoesNotCompile if a part doesn't
     */
    public List<String> compileToBench(List<Part> parts, List<String> jvmOptions, List<String> arguments) {
        try {
            return command(jvmOptions, classPath(parts, BENCH), BENCH, arguments);
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        }
    }

    /**
     * Compiles it, to be run by the lab.
     *
     * @param parts all chapters, in order
     * @param lab where the lab's own main class is: a jar that has its source, {@code LabPipeline.java}
     * @return the class path of the parts and of that main class, and nothing else
     * @throws DoesNotCompile if a part doesn't
     */
    public List<Path> compileForLab(List<Part> parts, Path lab) {
        ChapterCompiler compiler = new ChapterCompiler(workbook, libraries, new JavacInThisJvm());
        try {
            List<Path> classPath = new ArrayList<>(compiler.compile(parts));
            Files.createDirectories(workbook.notes());
            Path folder = Files.createTempDirectory(workbook.notes(), "lab-");
            try (FileSystem jar = FileSystems.newFileSystem(lab)) {
                Path source = folder.resolve(LAB + ".java");
                Files.copy(jar.getPath(LAB_SOURCE), source);
                List<Path> compiledAgainst = new ArrayList<>(classPath);
                compiledAgainst.add(lab);
                classPath.add(compiler.compileTests(parts.get(parts.size() - 1).chapter(), List.of(source),
                        compiledAgainst, "lab"));
            } finally {
                ChapterCompiler.delete(folder);
            }
            return classPath;
        } catch (ChapterCompiler.Failed e) {
            throw new DoesNotCompile(SourceTrouble.behind(e.problem(), parts, workbook));
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(workbook.notes(), e), e);
        }
    }

    private List<Path> classPath(List<Part> parts, String main) throws IOException {
        ChapterCompiler compiler = new ChapterCompiler(workbook, libraries, new JavacInThisJvm());
        try {
            List<Path> classPath = new ArrayList<>(compiler.compile(parts));
            Chapter chapter = parts.get(parts.size() - 1).chapter();
            Path source = workbook.tests(chapter).resolve(PACKAGE.replace('.', '/')).resolve(main + ".java");
            if (!Files.isRegularFile(source)) {
                throw new WorkbookException(WorkbookException.Blame.WORKBOOK, workbook.relative(source)
                        + " is gone. It belongs to the workbook; fetch it again.");
            }
            String name = Map.of(RUN, "run", PLAY, "play", BENCH, "bench").get(main);
            classPath.add(compiler.compileTests(chapter, List.of(source), classPath, name));
            classPath.addAll(libraries.forRuns());
            return classPath;
        } catch (ChapterCompiler.Failed e) {
            throw new DoesNotCompile(SourceTrouble.behind(e.problem(), parts, workbook));
        }
    }

    private static List<String> command(List<String> options, List<Path> classPath, String main,
            List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(PACKAGE + "." + main));
        command.addAll(arguments);
        return ChildJvm.command(options, classPath, command);
    }
}
