package workbook.grader.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What submissions left behind on this machine, outside of the folder that they are graded in. */
final class Traces {

    /** What attacks call what they write, wherever they write it. */
    private static final String MARK = "attack-was-here";
    private static final int FIRST_USER = 61_000 + ProvingGround.FIRST_WORKER;
    private static final int LAST_USER = FIRST_USER + 9;
    private static final long PATIENCE_SECONDS = 5;

    private final Set<Long> before = new HashSet<>();

    Traces() {
        ProcessHandle.current().descendants().forEach(each -> before.add(each.pid()));
    }

    /** Files in the places where anybody may write. */
    List<String> files() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String place : List.of(System.getProperty("java.io.tmpdir"), "/tmp", "/var/tmp", "/dev/shm", "/run/lock",
                System.getProperty("user.home"), System.getProperty("user.dir"))) {
            Path folder = Path.of(place);
            if (Files.isReadable(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.getFileName().toString().contains(MARK) || isOfOurUsers(file))
                            .forEach(file -> found.add(file.toString()));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Processes that have come since this was made, and don't go by themselves within a moment. */
    List<String> processes() throws InterruptedException {
        return Stream.concat(ProcessHandle.current().descendants().filter(each -> !before.contains(each.pid())),
                ofOurUsers()).distinct().filter(Traces::stays).map(each -> each.pid() + " " + each.info()).toList();
    }

    /** The same, but only those of the graders' users: the graders themselves are still at work. */
    static List<String> processesOfUsers() {
        return ofOurUsers().filter(Traces::stays).map(each -> each.pid() + " " + each.info()).toList();
    }

    private static Stream<ProcessHandle> ofOurUsers() {
        return ProcessHandle.allProcesses().filter(each -> isOfOurUsers(Path.of("/proc", String.valueOf(each.pid()))));
    }

    private static boolean stays(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return false;
        } catch (java.util.concurrent.TimeoutException e) {
            return process.isAlive();
        } catch (java.util.concurrent.ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOfOurUsers(Path path) {
        try {
            int user = (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            return user >= FIRST_USER && user <= LAST_USER;
        } catch (UnsupportedOperationException | IllegalArgumentException | IOException e) {
            return false; // it has no users, or is gone
        }
    }
}
