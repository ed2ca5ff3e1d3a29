package workbook.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    /** {@code 0-3,8} and the like; the last of them. */
    private static final Pattern LAST_ALLOWED = Pattern.compile("(?m)^Cpus_allowed_list:\\s*(?:\\S*[,-])?(\\d+)$");

    private OneCore() {
    }

    /** What to put before a command; nothing where it can't be done. */
    static List<String> prefix() {
        if (!Files.isExecutable(TASKSET) || !Files.isReadable(STATUS)) {
            return List.of();
        }
        try {
            Matcher last = LAST_ALLOWED.matcher(Files.readString(STATUS));
            return last.find() ? List.of(TASKSET.toString(), "-c", last.group(1)) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
