package workbook.runner.child;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the thread that runs tests, and the threads it starts, to one core, where the machine can do that (Linux,
 * with {@code taskset}). A simulation runs one task at a time, so one core is all it can use; and to wake a thread on
 * another core costs more than most tasks do before they hand over. It is two or three times as fast. The JVM's own
 * threads, which compile meanwhile, may go where they like.
 */
public final class OneCore {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Path THIS_THREAD = Path.of("/proc/thread-self");
    private static final Path STATUS = Path.of("/proc/self/status");
    /** {@code 0-3,8} and the like. */
    private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");
    private static final String PROPERTY = "workbook.core";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private OneCore() {
    }

    /** What to start a JVM with so that it knows its core. Each time it's the core before, and so round. */
    public static List<String> option() {
        return option(NEXT.getAndIncrement());
    }

    /** @param core counted from the last one down, and round */
    public static List<String> option(int core) {
        return List.of("-D" + PROPERTY + "=" + core);
    }

    /** Keeps this thread to the JVM's core, a moment later; or leaves it, where that can't be done. */
    public static void keepThisThread() {
        Integer number = Integer.getInteger(PROPERTY);
        if (number == null || !Files.isExecutable(TASKSET)) {
            return;
        }
        try {
            String thread = Files.readSymbolicLink(THIS_THREAD).getFileName().toString();
            List<Integer> cores = cores();
            int core = cores.get(Math.floorMod(cores.size() - 1 - number, cores.size()));
            new ProcessBuilder(TASKSET.toString(), "-cp", String.valueOf(core), thread)
                    .redirectErrorStream(true).redirectOutput(Redirect.DISCARD).start();
        } catch (IOException e) {
            // then it goes where it likes
        }
    }

    private static List<Integer> cores() throws IOException {
        Matcher allowed = ALLOWED.matcher(Files.readString(STATUS));
        if (!allowed.find()) {
            throw new IOException("no list of cores in " + STATUS);
        }
        List<Integer> cores = new ArrayList<>();
        for (String range : allowed.group(1).split(",")) {
            String[] ends = range.split("-");
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }
}
