package workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.runner.Workbook;

class SourceWatcherTest {

    @TempDir
    private Path root;

    private final List<String> changed = new CopyOnWriteArrayList<>();
    private Path file;

    @BeforeEach
    void twoChapters() throws IOException {
        file = Files.createDirectories(root.resolve("chapters/01-one/src/main/java/made/up")).resolve("One.java");
        Files.writeString(file, "class One { }");
        Path other = Files.createDirectories(root.resolve("chapters/02-two/src/main/java/made/up"));
        Files.writeString(other.resolve("Two.java"), "class Two { }");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSaveIsNoticedInItsChapter(boolean poll) throws IOException {
        try (SourceWatcher watcher = watching(poll)) {
            Files.writeString(file, "class One { int number; }");

            awaitChange();
        }
        assertThat(changed).as("a save in chapter 01: the chapters told of").containsOnly("01");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSaveByRenamingIsNoticed(boolean poll) throws IOException {
        try (SourceWatcher watcher = watching(poll)) {
            Path beside = file.resolveSibling("One.java~");
            Files.writeString(beside, "class One { int other; }");
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);

            awaitChange();
        }
        assertThat(changed).containsOnly("01");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNewFileInANewFolderIsNoticed(boolean poll) throws IOException {
        try (SourceWatcher watcher = watching(poll)) {
            Path folder = Files.createDirectories(file.resolveSibling("more"));
            Files.writeString(folder.resolve("Other.java"), "class Other { }");

            awaitChange();
        }
        assertThat(changed).containsOnly("01");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsNoSourceFileDoesNotCount(boolean poll) throws IOException {
        try (SourceWatcher watcher = watching(poll)) {
            Files.writeString(file.resolveSibling(".One.java.swp"), "an editor's own");
            Files.writeString(file.resolveSibling("Last.java"), "class Last { }");

            awaitChange();
            Files.writeString(file.resolveSibling("notes.txt"), "one's own");
            Files.writeString(root.resolve("chapters/02-two/src/main/java/made/up/Two.java"), "class Two { int n; }");
            await().atMost(Duration.ofSeconds(30)).until(() -> changed.contains("02"));
        }
        assertThat(changed).as("two saves, and two files that are none").containsExactly("01", "02");
    }

    private SourceWatcher watching(boolean poll) throws IOException {
        SourceWatcher watcher = new SourceWatcher(Workbook.at(root), poll, chapter -> changed.add(chapter.code()));
        watcher.start();
        return watcher;
    }

    private void awaitChange() {
        await().atMost(Duration.ofSeconds(30)).until(() -> !changed.isEmpty());
    }
}
