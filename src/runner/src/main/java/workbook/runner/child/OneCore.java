package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a process to one core, where the machine can do that (Linux, with {@code taskset}). A simulation
 * runs one task at a time, so one core is all it can use; and to wake a thread on another core costs more
 * than most tasks do before they hand over. It is two or three times as fast.
 */
final class OneCore {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    private static final Path STATUS = Path.of("/proc/self/status");
    /** {@code 0-3,8} and the like. */
    private static final Pattern ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(\\S+)$");
    private static final AtomicInteger NEXT = new AtomicInteger();

    private OneCore() {
    }

    /** What to put before a command; nothing where it can't be done. Each time it's the core before, and so round. */
    static List<String> prefix() {
        if (!Files.isExecutable(TASKSET) || !Files.isReadable(STATUS)) {
            return List.of();
        }
        try {
            Matcher allowed = ALLOWED.matcher(Files.readString(STATUS));
            if (!allowed.find()) {
                return List.of();
            }
            List<Integer> cores = cores(allowed.group(1));
            int core = cores.get(Math.floorMod(cores.size() - 1 - NEXT.getAndIncrement(), cores.size()));
            return List.of(TASKSET.toString(), "-c", String.valueOf(core));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Integer> cores(String ranges) {
        List<Integer> cores = new ArrayList<>();
        for (String range : ranges.split(",")) {
            String[] ends = range.split("-");
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }
}
