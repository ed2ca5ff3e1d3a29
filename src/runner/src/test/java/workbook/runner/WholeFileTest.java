package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    @Test
    void isWrittenOrNot() throws IOException {
        Path file = folder.resolve("new/notes");
        WholeFile.write(file, "one".getBytes(StandardCharsets.UTF_8));
        WholeFile.write(file, "two".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("two");
        assertThat(folder.resolve("new")).isDirectoryContaining(each -> each.equals(file));

        assertThatThrownBy(() -> WholeFile.write(file.resolve("below"), new byte[1]))
                .isInstanceOf(WorkbookException.class).hasMessageStartingWith("Can't write ");
        assertThat(file).hasContent("two");
        assertThat(folder.resolve("new")).isDirectoryNotContaining(each -> Files.isDirectory(each));
    }

    @Test
    void theTroubleIsToldInPlainWords() {
        Path file = Path.of("notes");
        assertThat(WholeFile.trouble(file, new IOException("No space left on device")))
                .startsWith("The disk is full: can't write notes. Make some room there");
        assertThat(WholeFile.trouble(file, new FileSystemException("notes.77.tmp", null, "Disk quota exceeded")))
                .startsWith("The disk is full: can't write notes.");
        assertThat(WholeFile.trouble(file, new AccessDeniedException("other")))
                .startsWith("No permission for other. ");
        assertThat(WholeFile.trouble(file, new FileSystemException("notes", null, "Read-only file system")))
                .startsWith("No permission for notes. ");
        assertThat(WholeFile.trouble(file, new IOException("broken"))).isEqualTo("Can't write notes: broken.");
    }
}
