package workbook.lab.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import workbook.lab.LabTrouble;

/**
 * The folder in which a lab keeps all it puts on the disk, and nobody else at the same time. The operating system frees
 * it when the lab's process ends, however that ends.
 */
public final class WorkFolder implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 200;
    private static final int MOST_LOOKS = 300;

    private final Path run;
    private final FileChannel channel;
    private final FileLock lock;

    private WorkFolder(Path run, FileChannel channel, FileLock lock) {
        this.run = run;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes it, and clears away what a lab that was killed has left in it.
     *
     * @param folder it is made if need be
     * @throws LabTrouble if another lab has it
     */
    public static WorkFolder take(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            Path owner = folder.resolve("owner");
            FileLock lock = tryLock(channel);
            for (int i = 0; lock == null && isEnding(owner) && i < MOST_LOOKS; i++) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
                lock = tryLock(channel);
            }
            if (lock == null) {
                throw new LabTrouble("A lab is running here already" + processes(owner).stream().findFirst()
                        .map(process -> " (process " + process + ")").orElse("")
                        + ". Wait for its end, or stop it with Ctrl-C where it runs.");
            }
            ProcessHandle self = ProcessHandle.current();
            Files.writeString(owner, self.pid() + " " + self.parent().map(ProcessHandle::pid).orElse(self.pid()));
            Path run = folder.resolve("run");
            Leftovers.remove(run);
            Files.createDirectories(run.resolve("tmp"));
            return new WorkFolder(run, channel, lock);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** For this run's files. */
    public Path run() {
        return run;
    }

    /** Deletes all there is, and lets others in. */
    @Override
    public void close() {
        try (channel; lock) {
            Leftovers.remove(run);
            Files.deleteIfExists(run.resolveSibling("owner"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the command that started it is gone: then it is clearing up, and soon gone itself. */
    private static boolean isEnding(Path owner) throws IOException {
        List<Long> processes = processes(owner);
        return processes.size() == 2 && ProcessHandle.of(processes.get(1)).isEmpty();
    }

    /** The one that has the folder, and the one that started it; none if nobody has. */
    private static List<Long> processes(Path owner) throws IOException {
        try {
            return Stream.of(Files.readString(owner).strip().split(" ")).filter(number -> number.matches("\\d+"))
                    .map(Long::valueOf).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // in this very JVM
        }
    }
}
