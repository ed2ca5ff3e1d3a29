package workbook.grader.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.Originals;
import workbook.runner.Workbook;

/** What students hand in, and what they had better not. */
class IntakeTest {

    private static final String ONE = "package made.up;\n\npublic class One { }\n";
    private static final String ONE_PATH = "made/up/One.java";

    @TempDir
    private Path folder;

    private Workbook workbook;
    private final Limits small = new Limits(40, 200, 1_000, 1_500, 100_000, 100_000);

    @BeforeEach
    void makeUp() throws IOException {
        Path root = folder.resolve("course");
        write(root.resolve("chapters/01-one/src/main/java/made/up/One.java"), "package made.up; class One { }");
        write(root.resolve("chapters/01-one/src/test/java/made/up/OneTest.java"), "package made.up; class OneTest { }");
        write(root.resolve("chapters/02-two/src/main/java/made/up/two/Two.java"), "package made.up.two; class Two { }");
        workbook = Workbook.at(root);
        Files.writeString(Originals.file(workbook), Originals.manifest(workbook));
    }

    @Test
    void theWholeHandoutAsAFolder() throws Exception {
        Path clone = folder.resolve("ada");
        write(clone.resolve("workbook/chapters/01-one/src/main/java/made/up/One.java"), ONE);
        write(clone.resolve("workbook/chapters/01-one/src/main/java/made/up/Helper.java"), "package made.up; class H { }");
        write(clone.resolve("workbook/chapters/01-one/src/test/java/made/up/OneTest.java"), "package made.up; class X { }");
        write(clone.resolve("workbook/chapters/01-one/kept-2026-11-23-021500/One.java"), "package made.up; class Old { }");
        write(clone.resolve("workbook/chapters/02-two/src/main/java/made/up/two/Two.java"), "package made.up.two; class Two {}");
        write(clone.resolve("workbook/.git/One.java"), "package made.up; class Odd { }");
        write(clone.resolve("workbook/README.md"), "read me");

        HandedIn handedIn = take(clone);

        assertThat(handedIn.files().get(workbook.chapters().get(0))).containsOnlyKeys(ONE_PATH, "made/up/Helper.java")
                .containsEntry(ONE_PATH, ONE);
        assertThat(handedIn.files().get(workbook.chapters().get(1))).containsOnlyKeys("made/up/two/Two.java");
        assertThat(handedIn.notes()).isEmpty();
    }

    @Test
    void justTheFilesWhereverTheyLie() throws Exception {
        assertThat(filesOf(zip(Map.of("One.java", ONE)))).containsOnlyKeys(ONE_PATH);
        assertThat(filesOf(zip(Map.of("a/b/c/d/src/made/up/One.java", ONE)))).containsOnlyKeys(ONE_PATH);
        assertThat(filesOf(zip(Map.of("Mappe\\src\\One.java", ONE)))).as("from Windows").containsOnlyKeys(ONE_PATH);
        assertThat(filesOf(tar("tar", Map.of("x/One.java", ONE)))).containsOnlyKeys(ONE_PATH);
        assertThat(filesOf(tar("tar.gz", Map.of("x/One.java", ONE)))).containsOnlyKeys(ONE_PATH);
        assertThat(filesOf(tar("tgz", Map.of("x/One.java", ONE)))).containsOnlyKeys(ONE_PATH);
    }

    @Test
    void whateverAnEditorMadeOfIt() throws Exception {
        String text = "/* package other; */ // ü\npackage made . up ;\r\nclass One { }";
        for (Charset charset : new Charset[] {UTF_8, StandardCharsets.UTF_16, Charset.forName("windows-1252")}) {
            assertThat(filesOf(zipOfBytes(Map.of("One.java", text.getBytes(charset))))).as(charset.name())
                    .containsEntry(ONE_PATH, text);
        }
        assertThat(filesOf(zip(Map.of("One.java", "\uFEFF" + ONE)))).containsEntry(ONE_PATH, ONE);
    }

    @Test
    void whatIsNoChaptersIsLeftOut() throws Exception {
        HandedIn handedIn = take(zip(Map.of("One.java", ONE, "Evil.java", "package workbook.testkit; class Evil { }",
                "Nowhere.java", "class Nowhere { }", "onetest.java", "package made.up; class OneTest { }")));

        assertThat(handedIn.files().get(workbook.chapters().get(0))).containsOnlyKeys(ONE_PATH);
        assertThat(handedIn.notes()).containsExactlyInAnyOrder(
                "Evil.java was left out: it isn't in a package of a chapter.",
                "Nowhere.java was left out: it isn't in a package of a chapter.",
                "onetest.java was left out: a test of chapter 01 has that name.");
    }

    /** To the compiler, an escape is the character, and may so end a comment, or begin one. */
    @Test
    void thePackageIsWhatTheCompilerTakesItFor() throws Exception {
        String elsewhere = "//\\u000a package workbook.testkit; /*\npackage made.up; //*/\nclass Evil { }";
        String here = "// \\\\u000a package workbook.testkit; /*\npackage \\uuu006dade.up; // */\nclass Good { }";

        HandedIn handedIn = take(zip(Map.of("Evil.java", elsewhere, "Good.java", here)));

        assertThat(handedIn.files().get(workbook.chapters().get(0))).containsOnlyKeys("made/up/Good.java");
        assertThat(handedIn.notes()).containsExactly("Evil.java was left out: it isn't in a package of a chapter.");
    }

    /** Where looking for the end began anew at each of them, it took minutes. */
    @Test
    void whatNeverEndsIsSeenThroughAtOnce() throws Exception {
        Limits wide = new Limits(40, 200, 1_000_000, 9_000_000, 100_000, 100_000);
        for (String text : new String[] {"/*".repeat(200_000), "package made.up" + " ".repeat(400_000) + "x",
            "package " + "made.".repeat(100_000), "//\n".repeat(100_000) + "/*".repeat(100_000)}) {
            Path submission = zip(Map.of("One.java", ONE, "Endless.java", text));
            assertThat(new Intake(workbook, wide).take(submission).notes()).hasSize(1);
        }
    }

    @Test
    void twiceTheSameIsOnceAndNotTheSameIsRefused() throws Exception {
        assertThat(filesOf(zip(Map.of("a/One.java", ONE, "b/One.java", ONE)))).containsOnlyKeys(ONE_PATH);
        assertRefused(zip(Map.of("a/One.java", ONE, "b/One.java", ONE + "// more")), "is there twice, and not the same");
        assertRefused(zip(Map.of("a/One.java", ONE, "b/ONE.java", ONE)), "is there twice, and not the same");
    }

    @Test
    void linksAreRefused() throws Exception {
        Path submission = folder.resolve("links");
        write(submission.resolve("One.java"), ONE);
        Files.createSymbolicLink(submission.resolve("Two.java"), folder.resolve("course/chapters/ORIGINALS.sha256"));
        assertRefused(submission, "There is a link in it, Two.java");

        Path zip = folder.resolve("links.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry link = new ZipArchiveEntry("Two.java");
            link.setUnixMode(0120777);
            out.putArchiveEntry(link);
            out.write("/etc/passwd".getBytes(UTF_8));
            out.closeArchiveEntry();
        }
        assertRefused(zip, "There is a link in it, Two.java");

        Path tar = folder.resolve("links.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            TarArchiveEntry link = new TarArchiveEntry("Two.java", TarArchiveEntry.LF_LINK);
            link.setLinkName("/etc/passwd");
            out.putArchiveEntry(link);
            out.closeArchiveEntry();
        }
        assertRefused(tar, "There is a link in it, Two.java");
    }

    @Test
    void pathsThatLeadOutAreRefused() throws Exception {
        assertRefused(zip(Map.of("../One.java", ONE)), "A path in it leads out of it: ../One.java");
        assertRefused(zip(Map.of("a/../../One.java", ONE)), "leads out of it");
        assertRefused(zip(Map.of("C:\\One.java", ONE)), "leads out of it");
        assertRefused(tar("tar", Map.of("../One.java", ONE)), "leads out of it");
        assertRefused(zip(Map.of("a/".repeat(120) + "One.java", ONE)), "longer than 200 characters");
    }

    @Test
    void tooMuchIsRefused() throws Exception {
        assertRefused(zip(Map.of("One.java", ONE + " ".repeat(1_000))), "One.java has more than 1000 bytes.");
        assertRefused(zip(Map.of("One.java", ONE + " ".repeat(800), "Two.java", ONE + " ".repeat(900))),
                "more than 1500 bytes in all");
        Map<String, String> many = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            many.put(i + ".txt", "");
        }
        assertRefused(zip(many), "more than 40 files and folders");
        assertRefused(tar("tar", many), "more than 40 files and folders");
        assertRefused(tar("tar.gz", Map.of("zeros.bin", "\0".repeat(200_000))), "more than 100000 bytes");
        assertThat(filesOf(zip(Map.of("One.java", ONE, "zeros.bin", "\0".repeat(200_000))))).as("nobody unpacks that")
                .containsOnlyKeys(ONE_PATH);
    }

    @Test
    void whatIsNoArchiveIsRefused() throws Exception {
        for (String name : new String[] {"one.zip", "one.tar", "one.tar.gz"}) {
            Path file = folder.resolve(name);
            Files.writeString(file, "this is no archive at all, however long it is".repeat(30));
            assertRefused(file, "The archive is damaged, or isn't what its name says");
        }
        assertRefused(zip(Map.of("README.md", "nothing")), "There is no Java file of any chapter in it.");
    }

    private HandedIn take(Path submission) throws IOException, Refused {
        return new Intake(workbook, small).take(submission);
    }

    private SortedMap<String, String> filesOf(Path submission) throws IOException, Refused {
        return take(submission).files().get(workbook.chapters().get(0));
    }

    private void assertRefused(Path submission, String reason) {
        assertThatThrownBy(() -> take(submission)).isInstanceOf(Refused.class).hasMessageContaining(reason);
    }

    private Path zip(Map<String, String> files) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
        return zipOfBytes(bytes);
    }

    private Path zipOfBytes(Map<String, byte[]> files) throws IOException {
        Path zip = Files.createTempFile(folder, "handed-in", ".zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return zip;
    }

    private Path tar(String ending, Map<String, String> files) throws IOException {
        Path tar = Files.createTempFile(folder, "handed-in", "." + ending);
        try (OutputStream file = Files.newOutputStream(tar);
                OutputStream packed = ending.equals("tar") ? file : new GZIPOutputStream(file);
                TarArchiveOutputStream out = new TarArchiveOutputStream(packed)) {
            for (Map.Entry<String, String> each : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(each.getKey(), true);
                entry.setSize(each.getValue().getBytes(UTF_8).length);
                out.putArchiveEntry(entry);
                out.write(each.getValue().getBytes(UTF_8));
                out.closeArchiveEntry();
            }
        }
        return tar;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
