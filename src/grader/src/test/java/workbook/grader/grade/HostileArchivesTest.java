package workbook.grader.grade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import workbook.grader.intake.HandedIn;
import workbook.grader.intake.Intake;
import workbook.grader.intake.Limits;
import workbook.grader.intake.Refused;
import workbook.runner.Workbook;

/** Folders and archives that mean harm by what they are, whatever Java there is in them. */
class HostileArchivesTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final String POOL = "package backpressure.buffers;\nclass Mine { }\n";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private final Intake intake = new Intake(Workbook.at(ROOT), new Limits(1_000, 400, 256 * 1024, 4 * MEGABYTE,
            10L * MEGABYTE, 50L * MEGABYTE));
    private Path submission;

    @BeforeEach
    void putSomethingBeside() throws IOException {
        Files.writeString(folder.resolve("beside.java"), POOL.replace("Mine", "Secret"));
        submission = Files.createDirectory(folder.resolve("submission"));
    }

    /** Nothing is ever unpacked to disk, nor written elsewhere. */
    @AfterEach
    void nothingWasWritten() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .isSubsetOf("beside.java", "submission", "a.zip", "a.tar", "a.tar.gz");
        }
        assertThat(folder.getParent().resolve("attack-was-here.java")).doesNotExist();
    }

    @Test
    void linksThatLeadOut() throws Exception {
        Files.createSymbolicLink(submission.resolve("Mine.java"), folder.resolve("beside.java"));
        assertRefused(submission, "There is a link in it");
        Files.delete(submission.resolve("Mine.java"));
        Files.createSymbolicLink(submission.resolve("src"), folder);
        assertRefused(submission, "There is a link in it");
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK})
    void linksInATar(byte kind) throws IOException {
        assertRefused(tar("Mine.java", kind, "../beside.java"), "There is a link in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../attack-was-here.java", "a/../../../attack-was-here.java", "/attack-was-here.java",
        "..\\attack-was-here.java", "C:\\attack-was-here.java"})
    void pathsThatLeadOut(String name) throws IOException {
        assertRefused(zip(name, POOL.getBytes(UTF_8), 1), "leads out of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Con.java", "NUL.java", "aux.java", "Lpt1.java", "Mi ne.java", "Mine\u0000.java",
        "M\u00efne.java", "Mine.class.java", "<b>.java", "Mine.java:stream.java"})
    void namesThatAreNone(String name) throws IOException {
        assertRefused(zip(name, POOL.getBytes(UTF_8), 1), "This is no name of a Java file");
    }

    @Test
    void bombs() throws IOException {
        assertRefused(zip("Mine.java", new byte[200 * MEGABYTE], 1), "Mine.java has more than 262144 bytes");
        assertRefused(zip("Mine%d.java", (POOL + " ".repeat(200_000)).getBytes(UTF_8), 30), "in all");
        assertRefused(zip("%d", new byte[0], 2_000), "more than 1000 files");
        assertRefused(tarOfZeros(), "Unpacked, the archive has more than");
        assertRefused(zip("a".repeat(500) + "/Mine.java", POOL.getBytes(UTF_8), 1), "longer than 400");
        Files.write(submission.resolve("Mine.java"), new byte[MEGABYTE]);
        assertRefused(submission, "Mine.java has more than 262144 bytes");
    }

    @Test
    void foldersWithoutABottom() throws IOException {
        Path deep = submission;
        for (int i = 0; i < 30; i++) {
            deep = deep.resolve("a-folder-in-a-folder");
        }
        Files.createDirectories(deep);
        assertRefused(submission, "longer than 400");
    }

    @Test
    void namesThatAreTheSameOnSomeMachines() throws IOException {
        Path archive = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : new String[] {"BufferPool.java", "bufferpool.java"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write((POOL + "// " + name).getBytes(UTF_8));
            }
        }
        assertRefused(archive, "is there twice, and not the same");
    }

    /** Whoever opened it would wait for ever. */
    @Test
    void aPipeIsNotRead() throws Exception {
        Path mkfifo = Path.of("/usr/bin/mkfifo");
        assumeTrue(Files.isExecutable(mkfifo), "no pipes on this machine");
        assertThat(new ProcessBuilder(mkfifo.toString(), submission.resolve("Mine.java").toString()).start().waitFor())
                .isZero();
        assertRefused(submission, "There is no Java file of any chapter in it.");
    }

    @Test
    void devicesInATar() throws IOException {
        assertRefused(tar("Mine.java", TarConstants.LF_CHR, ""), "There is no Java file of any chapter in it.");
    }

    @Test
    void whatIsNotJavaIsOfNoAccount() throws Exception {
        Files.writeString(submission.resolve("Mine.java"), POOL);
        for (String name : new String[] {"pom.xml", "junit-platform.properties", "Evil.class", "evil.jar", "core"}) {
            Files.writeString(submission.resolve(name), "anything");
        }
        Files.createDirectory(submission.resolve("Folder.java"));
        HandedIn handedIn = intake.take(submission);
        assertThat(handedIn.files()).hasSize(1);
        assertThat(handedIn.files().values().iterator().next()).containsOnlyKeys("backpressure/buffers/Mine.java");
    }

    private void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> intake.take(path)).isInstanceOf(Refused.class).hasMessageContaining(reason);
    }

    /** @param name with a place for a number, if there are several */
    private Path zip(String name, byte[] content, int count) throws IOException {
        Path archive = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (int i = 0; i < count; i++) {
                out.putNextEntry(new ZipEntry(count == 1 ? name : name.formatted(i)));
                out.write(content);
            }
        }
        return archive;
    }

    private Path tar(String name, byte kind, String target) throws IOException {
        Path archive = folder.resolve("a.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
            TarArchiveEntry entry = new TarArchiveEntry(name, kind);
            entry.setLinkName(target);
            out.putArchiveEntry(entry);
            out.closeArchiveEntry();
        }
        return archive;
    }

    private Path tarOfZeros() throws IOException {
        Path archive = folder.resolve("a.tar.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream out = new TarArchiveOutputStream(packed)) {
            TarArchiveEntry entry = new TarArchiveEntry("zeros", true);
            entry.setSize(100L * MEGABYTE);
            out.putArchiveEntry(entry);
            for (int i = 0; i < 100; i++) {
                out.write(new byte[MEGABYTE]);
            }
            out.closeArchiveEntry();
        }
        return archive;
    }
}
