package workbook.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import workbook.runner.child.Job;

/** Starts the JVMs that tests run in; one of them before it's needed, if asked to. */
public final class TestJvms implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-Xmx512m", "-ea", "-Dfile.encoding=UTF-8", "-Djava.awt.headless=true", "-XX:-OmitStackTraceInFastThrow");
    static final String MAIN_CLASS = "workbook.runner.child.TestMain";

    private final Path root;
    private final Libraries libraries;
    private final Duration patience;
    private Optional<ChildJvm> standby = Optional.empty();

    /** @param root the workbook's folder; nothing is read of it yet */
    public TestJvms(Path root, Libraries libraries) {
        this(root, libraries, PATIENCE);
    }

    /** @param patience how long nothing may happen */
    TestJvms(Path root, Libraries libraries, Duration patience) {
        this.root = root;
        this.libraries = libraries;
        this.patience = patience;
    }

    /** Starts one already, which warms up. Returns at once. Until it's needed, or this is closed, it waits. */
    public void prepare() {
        prepare(Optional.empty());
    }

    /** @param rehearsal what it warms up on, too */
    void prepare(Optional<Job> rehearsal) {
        if (standby.filter(ChildJvm::isAlive).isEmpty()) {
            try {
                ChildJvm child = start(List.of("warm"));
                rehearsal.ifPresent(child::give);
                standby = Optional.of(child);
            } catch (IOException e) {
                standby = Optional.empty(); // the run itself will say what is wrong
            }
        }
    }

    /** The one that was prepared, or a new one. */
    ChildJvm take() throws IOException {
        Optional<ChildJvm> prepared = standby.filter(ChildJvm::isAlive);
        standby = Optional.empty();
        return prepared.isPresent() ? prepared.get() : start(List.of());
    }

    /** Ends the one that was prepared, if there is one. */
    @Override
    public void close() {
        standby.ifPresent(ChildJvm::close);
        standby = Optional.empty();
    }

    private ChildJvm start(List<String> arguments) throws IOException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(new ClassDataArchive(root, libraries).options());
        return new ChildJvm(options, libraries.forTests(), MAIN_CLASS, arguments, root, patience);
    }
}
