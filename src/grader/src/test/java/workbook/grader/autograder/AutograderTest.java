package workbook.grader.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Originals;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

class AutograderTest {

    private static final String ONE = "chapters/01-one/src/main/java/one/One.java";

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeUp() throws IOException {
        root = folder.resolve("course");
        write("pom.xml", "<project/>");
        write("workbook", "#!/bin/sh");
        write("GRADING.md", "secret");
        write("chapters/01-one/README.md", "# 01 One\n");
        write(ONE, "package one; class One { }");
        write("chapters/01-one/src/test/java/one/OneTest.java", "package one; class OneTest { }");
        write("src/world/src/main/java/workbook/world/Todo.java", "class Todo { }");
        write("src/world/src/test/java/workbook/world/TodoTest.java", "secret");
        write("solutions/MODEL-ANSWERS.md", "secret");
        write("solutions/01-one/src/main/java/one/One.java", "package one; class One { int answer; }");
        write("solutions/01-one/alternatives/other/one/One.java", "secret");
        write("solutions/01-one/misconceptions/wrong.diff", "secret");
        write("solutions/attacks/Exits.java", "secret");
        Workbook workbook = Workbook.at(root);
        Files.writeString(Originals.file(workbook), Originals.manifest(workbook));
        Originals.of(workbook).keep();
    }

    @Test
    void hasTheScriptsAndWhatItTakesToGradeAndNothingElse() throws IOException {
        Autograder.Result result = autograder().write(folder.resolve("out"), List.of(), Optional.empty());

        assertThat(result.zip()).isEqualTo(folder.resolve("out/autograder.zip"));
        SortedMap<String, String> entries = entries(result.zip());
        assertThat(entries.keySet()).containsExactly("run_autograder", "setup.sh",
                "workbook/chapters/01-one/README.md", "workbook/" + ONE,
                "workbook/chapters/01-one/src/test/java/one/OneTest.java", "workbook/chapters/ORIGINALS.sha256",
                "workbook/pom.xml", "workbook/solutions/01-one/src/main/java/one/One.java",
                "workbook/src/world/src/main/java/workbook/world/Todo.java", "workbook/workbook");
        assertThat(result.files()).isEqualTo(entries.size());
        assertThat(entries.values()).noneMatch(text -> text.contains("secret"));
        assertThat(entries.get("run_autograder")).startsWith("#!/usr/bin/env bash\n").doesNotContain("\r");
        try (ZipFile zip = ZipFile.builder().setPath(result.zip()).get()) {
            for (String program : List.of("setup.sh", "run_autograder", "workbook/workbook")) {
                assertThat(zip.getEntry(program).getUnixMode() & 0111).as(program + " can be started").isEqualTo(0111);
            }
        }
    }

    @Test
    void chaptersAreAsTheyWereHandedOut() throws IOException {
        write(ONE, "package one; class One { /* the instructor's own try */ }");
        write("chapters/01-one/src/main/java/one/Mine.java", "package one; class Mine { }");

        Path zip = autograder().write(folder.resolve("out"), List.of(), Optional.empty()).zip();

        assertThat(entries(zip)).containsEntry("workbook/" + ONE, "package one; class One { }")
                .doesNotContainKey("workbook/chapters/01-one/src/main/java/one/Mine.java");
    }

    @Test
    void saysWhatIsGradedAndHow() throws IOException {
        Path policy = folder.resolve("mine.txt");
        Files.writeString(policy, "points.1.1 = 3\n");

        Path zip = autograder().write(folder.resolve("my.zip"), Workbook.at(root).chapters(), Optional.of(policy))
                .zip();
        assertThat(entries(zip)).containsEntry("chapters.txt", "01\n").containsEntry("policy.properties",
                "points.1.1 = 3\n");

        Files.writeString(policy, "pionts = 3\n");
        assertThatThrownBy(() -> autograder().write(folder.resolve("other.zip"), List.of(), Optional.of(policy)))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("pionts");
        assertThat(folder.resolve("other.zip")).doesNotExist();
    }

    @Test
    void isTheSameEachTime() throws IOException {
        Path first = autograder().write(folder.resolve("a.zip"), List.of(), Optional.empty()).zip();
        Path second = autograder().write(folder.resolve("b.zip"), List.of(), Optional.empty()).zip();

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    @Test
    void overwritesNothingAndNeedsTheReference() throws IOException {
        Path zip = folder.resolve("a.zip");
        Files.writeString(zip, "mine");
        assertThatThrownBy(() -> autograder().write(zip, List.of(), Optional.empty()))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("nothing is overwritten");
        assertThat(zip).hasContent("mine");

        Files.move(root.resolve("solutions"), folder.resolve("elsewhere"));
        assertThatThrownBy(() -> autograder().write(folder.resolve("b.zip"), List.of(), Optional.empty()))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("without the sources of the reference");
    }

    private Autograder autograder() {
        return new Autograder(Workbook.at(root));
    }

    private static SortedMap<String, String> entries(Path file) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                entries.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(),
                        StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
