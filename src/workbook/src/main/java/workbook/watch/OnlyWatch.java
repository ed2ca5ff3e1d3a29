package workbook.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** As long as it is open, there is no other watch in the same workbook. However its program ends, it's closed then. */
public final class OnlyWatch implements AutoCloseable {

    private final FileChannel channel;

    /** @throws WorkbookException if there is one already */
    public OnlyWatch(Workbook workbook) throws IOException {
        Path file = Files.createDirectories(workbook.notes()).resolve("watch.lock");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked()) {
            channel.close();
            throw new WorkbookException(WorkbookException.Blame.USAGE, "Another watch is running in this workbook."
                    + " Go on there, or quit it first: press q in its window.");
        }
    }

    /** The lock is gone, too, then. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean isLocked() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very program has it
        }
    }
}
