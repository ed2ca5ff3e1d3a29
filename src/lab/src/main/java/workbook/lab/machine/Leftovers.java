package workbook.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What a lab leaves behind when it is killed: its PostgreSQL, which is a process of its own, and its files. Both are
 * known by the folder they lie in, and nothing else is touched.
 */
final class Leftovers {

    private static final long SECONDS_TO_END = 5;

    private Leftovers() {
    }

    /** Ends and deletes all there is of it. */
    static void remove(Path folder) throws IOException, InterruptedException {
        if (!Files.exists(folder)) {
            return;
        }
        List<ProcessHandle> processes = processes(folder.toRealPath());
        processes.forEach(ProcessHandle::destroy);
        if (!haveEnded(processes)) {
            processes.forEach(ProcessHandle::destroyForcibly);
            haveEnded(processes);
        }
        delete(folder);
    }

    /** Those whose program lies in that folder. */
    static List<ProcessHandle> processes(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().map(Path::of).filter(path -> path.startsWith(folder))
                        .isPresent())
                .toList();
    }

    private static boolean haveEnded(List<ProcessHandle> processes) throws InterruptedException {
        CompletableFuture<?>[] ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(SECONDS_TO_END, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // an end is just an end
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return; // somebody was faster
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
