package workbook.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import workbook.runner.child.Job;
import workbook.runner.child.OneCore;

/** Starts the JVMs that tests run in; one of them before it's needed, if asked to. */
public final class TestJvms implements AutoCloseable {

    private static final String MAIN_CLASS = "workbook.runner.child.TestMain";
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Xmx512m", "-ea", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-XX:-OmitStackTraceInFastThrow");
    /** Nothing of it may grow without end; and it leaves nothing behind, nor lets others in. */
    private static final List<String> STRICT_OPTIONS = List.of("-XX:MaxMetaspaceSize=128m",
            "-XX:MaxDirectMemorySize=128m", "-XX:-UsePerfData", "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash", "-XX:+SuppressFatalErrorMessage");

    private final Path root;
    private final Libraries libraries;
    private final Precautions precautions;
    private final Optional<HarnessModule> harness;
    private Optional<ChildJvm> standby = Optional.empty();

    /** @param root the workbook's folder; nothing is read of it yet */
    public TestJvms(Path root, Libraries libraries) {
        this(root, libraries, Precautions.NONE);
    }

    /** @param precautions if any are taken, no JVM can be prepared: it must be told beforehand what it's to reach */
    public TestJvms(Path root, Libraries libraries, Precautions precautions) {
        this.root = root;
        this.libraries = libraries;
        this.precautions = precautions;
        harness = precautions.runsInModule()
                ? Optional.of(new HarnessModule(root.resolve(Workbook.NOTES), libraries)) : Optional.empty();
    }

    /** Starts one already, which warms up. Returns at once. Until it's needed, or this is closed, it waits. */
    public void prepare() {
        prepare(Optional.empty());
    }

    /** @param rehearsal what it warms up on, too */
    void prepare(Optional<Job> rehearsal) {
        if (standby.filter(ChildJvm::isAlive).isEmpty()) {
            try {
                ChildJvm child = start(List.of("warm"), List.of(), List.of());
                rehearsal.ifPresent(child::give);
                standby = Optional.of(child);
            } catch (IOException e) {
                standby = Optional.empty(); // the run itself will say what is wrong
            }
        }
    }

    Precautions precautions() {
        return precautions;
    }

    /** The one that was prepared, or a new one; with its job. */
    ChildJvm startOn(Job job) throws IOException {
        Optional<ChildJvm> prepared = standby.filter(ChildJvm::isAlive);
        standby = Optional.empty();
        List<Path> reads = job.tests().stream()
                .flatMap(tests -> Stream.concat(Stream.of(tests.folder()), tests.parts().stream())).distinct().toList();
        ChildJvm child = prepared.isPresent() ? prepared.get() : start(List.of(), reads, List.of(job.results()));
        child.give(job);
        return child;
    }

    /** Ends the one that was prepared, if there is one. */
    @Override
    public void close() {
        standby.ifPresent(ChildJvm::close);
        standby = Optional.empty();
    }

    private ChildJvm start(List<String> arguments, List<Path> reads, List<Path> writes) throws IOException {
        ClassDataArchive archive = new ClassDataArchive(root, libraries, harness);
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(archive.options());
        if (precautions.areTaken()) {
            options.addAll(OneCore.option(precautions.core()));
            options.addAll(STRICT_OPTIONS);
        } else {
            options.addAll(OneCore.option());
        }
        List<String> command = command(options, libraries, harness, arguments);
        if (precautions.areTaken()) {
            List<Path> readable = new ArrayList<>(libraries.forTests());
            archive.file().ifPresent(readable::add);
            harness.map(HarnessModule::jar).ifPresent(readable::add);
            readable.addAll(reads);
            command = precautions.confinement().confine(command, readable, writes);
        }
        return new ChildJvm(new ProcessTree(command, precautions.areTaken(), root), precautions.limits());
    }

    static List<String> command(List<String> options, Libraries libraries, Optional<HarnessModule> harness,
            List<String> arguments) {
        List<String> main = new ArrayList<>(harness.map(HarnessModule::options).orElse(List.of(MAIN_CLASS)));
        main.addAll(arguments);
        return ChildJvm.command(options, libraries.forTests(), main);
    }
}
