package workbook.runner;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a file whole or not at all, and says in plain words why it can't. */
public final class WholeFile {

    private WholeFile() {
    }

    /**
     * Writes beside it first, then puts that in its place.
     *
     * @throws WorkbookException if that can't be done; then the file is what it was
     */
    public static void write(Path file, byte[] content) {
        Path beside = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.createDirectories(file.getParent());
            try {
                Files.write(beside, content);
                try {
                    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } catch (AtomicMoveNotSupportedException e) {
                    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, trouble(file, e), e);
        }
    }

    /** What is the matter with the disk, and what to do about it, in a sentence or two. */
    public static String trouble(Path file, IOException e) {
        boolean isOther = e instanceof FileSystemException named && named.getFile() != null
                && !named.getFile().startsWith(file.toString()); // else it's a part of it, or beside it
        String where = isOther ? ((FileSystemException) e).getFile() : file.toString();
        String reason = e instanceof FileSystemException named ? named.getReason() : e.getMessage();
        String words = String.valueOf(reason).toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("not enough space") || words.contains("quota")) {
            return "The disk is full: can't write " + where + ". Make some room there, then try again. Nothing you"
                    + " wrote is lost.";
        }
        if (e instanceof AccessDeniedException || words.contains("permission denied") || words.contains("read-only")) {
            return notAllowed(where);
        }
        return "Can't write " + where + ": " + (reason == null ? e.toString() : reason) + ".";
    }

    private static String notAllowed(String where) {
        return "No permission for " + where + ". The workbook must be able to read and write in its own folder;"
                + " ./workbook doctor tells more.";
    }
}
