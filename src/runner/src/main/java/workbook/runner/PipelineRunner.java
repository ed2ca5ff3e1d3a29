package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the whole pipeline, put together from these parts, in a JVM of its own that prints what comes of it. */
public final class PipelineRunner {

    private static final String MAIN_CLASS = "backpressure.pipeline.RunPipeline";
    private static final String MAIN_SOURCE = "backpressure/pipeline/RunPipeline.java";
    /** The faster compiler alone: a run is over before the better one has paid. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8");

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
        ChapterCompiler compiler = new ChapterCompiler(workbook, libraries, new JavacInThisJvm());
        try {
            List<Path> classPath = new ArrayList<>(compiler.compile(parts));
            Chapter chapter = parts.get(parts.size() - 1).chapter();
            Path main = workbook.tests(chapter).resolve(MAIN_SOURCE);
            if (!Files.isRegularFile(main)) {
                throw new WorkbookException(WorkbookException.Blame.WORKBOOK, workbook.relative(main)
                        + " is gone. It belongs to the workbook; fetch it again.");
            }
            classPath.add(compiler.compileTests(chapter, List.of(main), classPath, "run"));
            classPath.addAll(libraries.forRuns());
            List<String> options = new ArrayList<>(JVM_OPTIONS);
            String terminal = System.getProperty("workbook.terminal", "");
            if (!terminal.isEmpty()) {
                options.add("-Dworkbook.terminal=" + terminal);
            }
            options.add("-Dworkbook.stacktrace=" + stackTraces);
            List<String> command = new ArrayList<>(List.of(MAIN_CLASS));
            command.addAll(arguments);
            Process process = new ProcessBuilder(ChildJvm.command(options, classPath, command))
                    .inheritIO().start();
            Thread hook = new Thread(process::destroyForcibly);
            java.lang.Runtime.getRuntime().addShutdownHook(hook);
            return process.waitFor();
        } catch (ChapterCompiler.Failed e) {
            throw new DoesNotCompile(SourceTrouble.behind(e.problem(), parts, workbook));
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Running the pipeline failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, "Interrupted.", e);
        }
    }
}
