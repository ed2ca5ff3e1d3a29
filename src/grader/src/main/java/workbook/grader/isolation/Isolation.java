package workbook.grader.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import workbook.runner.Confinement;

/**
 * What this machine has to keep a process away from everything else: a sandbox of namespaces (bubblewrap), another
 * user, limits of the kernel's. What it doesn't have, or doesn't allow, is done without.
 */
public final class Isolation {

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    /** Nobody's: neither a person's nor a service's. One for each worker, so that none can touch another's. */
    private static final int FIRST_USER = 61_000;
    private static final long MOST_MEMORY = 8L << 30;
    private static final int MOST_THREADS = 400;
    private static final long LONGEST_FILE = 64_000_000;
    private static final int MOST_FILES = 256;
    private static final long PATIENCE_SECONDS = 20;

    /** A way to keep it away from something. */
    public enum Means {
        SANDBOX("a sandbox (bubblewrap): no network, no other process in sight, of the files only the JDK, the"
                + " libraries and its own classes, nothing to write to but its results"),
        OTHER_USER("another user, without rights"),
        LIMITS("the kernel's limits: processor time, memory, threads, size of files");

        private final String words;

        Means(String words) {
            this.words = words;
        }

        /** For a report. */
        public String words() {
            return words;
        }
    }

    private final Set<Means> means;

    private Isolation(Set<Means> means) {
        this.means = means;
    }

    /** All that this machine has; each was tried. Takes a moment. */
    public static Isolation ofThisMachine() throws InterruptedException {
        Set<Means> means = EnumSet.noneOf(Means.class);
        for (Means each : Means.values()) {
            Set<Means> tried = EnumSet.of(each, means.toArray(Means[]::new));
            if (works(new Isolation(tried))) {
                means.add(each);
            }
        }
        return new Isolation(means);
    }

    /** Nothing: for a machine that has nothing to lose. */
    public static Isolation none() {
        return new Isolation(EnumSet.noneOf(Means.class));
    }

    /** What is in force. */
    public Set<Means> means() {
        return EnumSet.copyOf(means);
    }

    /** The same without one of them. */
    public Isolation without(Means one) {
        Set<Means> others = EnumSet.copyOf(means);
        others.remove(one);
        return new Isolation(others);
    }

    /**
     * The same, but without another user if that one can't reach what it needs. In a sandbox, it always can.
     *
     * @param needed files and folders
     */
    public Isolation reaching(List<Path> needed) throws IOException, InterruptedException {
        if (!means.contains(Means.OTHER_USER) || means.contains(Means.SANDBOX)) {
            return this;
        }
        letRead(needed);
        for (Path path : needed) {
            List<String> command = new ArrayList<>(otherUser(0));
            command.addAll(List.of("/usr/bin/test", "-r", path.toString()));
            if (new ProcessBuilder(command).start().waitFor() != 0) {
                return without(Means.OTHER_USER);
            }
        }
        return this;
    }

    /**
     * For the tests' JVM, which runs what was handed in.
     *
     * @param worker from 0; no two that run at the same time have the same
     * @param time how much processor time it gets at most
     */
    public Confinement ofTests(int worker, Duration time) {
        return (command, readable, writable) -> {
            if (means.contains(Means.OTHER_USER)) {
                letRead(readable);
                letWrite(writable);
            }
            List<String> all = new ArrayList<>();
            if (means.contains(Means.SANDBOX)) {
                all.addAll(sandbox(readable, writable));
            }
            if (means.contains(Means.LIMITS)) {
                all.addAll(limits(time));
            }
            if (means.contains(Means.OTHER_USER)) {
                all.addAll(otherUser(worker));
            }
            all.addAll(command);
            return all;
        };
    }

    /** For a compiler, which reads what was handed in, and runs nothing of it. */
    public Confinement ofCompiler() {
        return (command, readable, writable) -> {
            List<String> all = new ArrayList<>();
            if (means.contains(Means.SANDBOX)) {
                all.addAll(sandbox(readable, writable));
            }
            all.addAll(command);
            return all;
        };
    }

    private List<String> sandbox(List<Path> readable, List<Path> writable) throws IOException {
        Sandbox sandbox = new Sandbox(BUBBLEWRAP, means.contains(Means.OTHER_USER));
        for (Path path : readable) {
            sandbox.read(path);
        }
        for (Path path : writable) {
            sandbox.write(path);
        }
        return sandbox.command();
    }

    private static List<String> otherUser(int worker) {
        int user = FIRST_USER + worker;
        return List.of(SETPRIV.toString(), "--reuid=" + user, "--regid=" + user, "--clear-groups",
                "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs", "--pdeathsig=KILL");
    }

    private static List<String> limits(Duration time) {
        return List.of(PRLIMIT.toString(), "--cpu=" + (time.toSeconds() + 1), "--as=" + MOST_MEMORY,
                "--nproc=" + MOST_THREADS, "--fsize=" + LONGEST_FILE, "--nofile=" + MOST_FILES, "--core=0");
    }

    private static void letRead(List<Path> paths) throws IOException {
        for (Path path : paths) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            boolean changed = permissions.add(PosixFilePermission.OTHERS_READ);
            if (Files.isDirectory(path)) {
                changed |= permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            }
            if (changed) {
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }

    private static void letWrite(List<Path> paths) throws IOException {
        for (Path path : paths) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.add(PosixFilePermission.OTHERS_WRITE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static boolean works(Isolation isolation) throws InterruptedException {
        try {
            Path results = Files.createTempFile("isolation-", ".tmp");
            try {
                String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
                Process process = new ProcessBuilder(isolation.ofTests(0, Duration.ofSeconds(PATIENCE_SECONDS))
                        .confine(List.of(java, "-Xshare:auto", "-XX:+UseSerialGC", "-Xmx64m", "-version"), List.of(),
                        List.of(results)))
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return false;
                }
                return process.exitValue() == 0;
            } finally {
                Files.deleteIfExists(results);
            }
        } catch (IOException | UnsupportedOperationException e) {
            return false; // it isn't there, or it isn't that kind of machine
        }
    }
}
