package workbook.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handing out and grading, by the commands themselves, each in a JVM of its own. */
@Tag("slow")
class GradeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path folder;
    private Path instructors;

    /** Chapters and answers of their own: grading keeps archives there. */
    @BeforeEach
    void copyTheWorkbook() throws IOException {
        instructors = folder.resolve("instructors");
        copy(ROOT.resolve("chapters"), instructors.resolve("chapters"));
        copy(ROOT.resolve("solutions"), instructors.resolve("solutions"));
    }

    @Test
    void aHandoutSolvedForTwoChaptersGetsTheirPoints() throws IOException, InterruptedException {
        run(ROOT, "handout", folder.resolve("handout").toString(), "--hidden", "CreditsHoldTest");
        Path student = folder.resolve("student");
        unzip(folder.resolve("handout/workbook.zip"), student);
        for (String chapter : List.of("01-buffers", "02-credits")) {
            copy(ROOT.resolve("solutions").resolve(chapter).resolve("src/main/java"),
                    student.resolve("workbook/chapters").resolve(chapter).resolve("src/main/java"));
        }
        Path submission = folder.resolve("in/ada");
        Files.createDirectories(submission.getParent());
        Files.move(student.resolve("workbook"), submission);

        String printed = run(instructors, "grade", folder.resolve("in").toString(), "--out",
                folder.resolve("out").toString(), "--no-sandbox");

        Map<String, String> grades = onlyRow(folder.resolve("out/grades.csv"));
        assertThat(grades).as("ada's grades; the command printed:\n" + printed)
                .containsEntry("chapter 01", "10").containsEntry("chapter 02", "14").containsEntry("chapter 03", "0")
                .containsEntry("chapter 06", "0").containsEntry("total", "24");
        assertThat(folder.resolve("out/students/ada/found.json")).content()
                .as("what was found, the test that was kept back included").contains("CreditsHoldTest");
    }

    @Test
    void whateverMomentItIsKilledAtItGoesOnFromThere() throws IOException, InterruptedException {
        for (int i = 0; i < 6; i++) {
            String whose = i % 2 == 0 ? "solutions" : "chapters";
            copy(ROOT.resolve(whose).resolve("01-buffers/src/main/java"), folder.resolve("in/student-" + i));
        }
        run(instructors, grade("undisturbed"));

        List<String> command = command(instructors, grade("killed", "--resume"));
        for (int graded : List.of(0, 1, 4)) {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            Awaitility.await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> !process.isAlive() || count(folder.resolve("killed/students")) >= graded);
            process.destroyForcibly().waitFor();
        }
        run(instructors, grade("killed", "--resume"));

        assertThat(contents(folder.resolve("killed"))).as("killed three times, and then resumed, next to undisturbed")
                .isEqualTo(contents(folder.resolve("undisturbed")));
    }

    private String[] grade(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("grade", folder.resolve("in").toString(), "--out",
                folder.resolve(out).toString(), "--chapters", "01", "--no-sandbox"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static List<String> command(Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8", "-Dworkbook.root=" + root, "-cp", System.getProperty("java.class.path"),
                "workbook.command.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** What it printed. */
    private static String run(Path root, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(root, arguments)).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of " + String.join(" ", arguments) + ", which printed:\n" + printed)
                .isZero();
        return printed;
    }

    private static Map<String, String> onlyRow(Path csv) throws IOException {
        List<String> lines = Files.readString(csv).replace("\uFEFF", "").lines().toList();
        assertThat(lines).as("lines of " + csv.getFileName()).hasSize(2);
        String[] names = lines.get(0).split(",", -1);
        String[] cells = lines.get(1).split(",", -1);
        Map<String, String> row = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i]);
        }
        return row;
    }

    /** Of all files below. */
    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    private static long count(Path students) throws IOException {
        if (!Files.isDirectory(students)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(students)) {
            return entries.count();
        }
    }

    private static void unzip(Path zip, Path target) throws IOException {
        try (FileSystem entries = FileSystems.newFileSystem(zip)) {
            copy(entries.getPath("/"), target);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !from.relativize(each).toString().matches("(.*/)?target/.*")).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
