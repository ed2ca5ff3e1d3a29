package workbook.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import workbook.grader.intake.HandedIn;
import workbook.grader.isolation.Isolation;
import workbook.grader.policy.Policy.Borrow;
import workbook.grader.rehearsal.Attack;
import workbook.runner.ChapterReport;
import workbook.runner.ClassDataArchive;
import workbook.runner.HarnessModule;
import workbook.runner.Libraries;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

/**
 * All that an attack could want, in one folder: an instructor's workbook with secrets in its solutions and its tests,
 * another's submission, a private file; and graders to attack.
 */
final class ProvingGround {

    /** The users of these graders are nobody else's on this machine, not even those of other graders. */
    static final int FIRST_WORKER = 40;

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final String HIDDEN_TEST = """
            package backpressure.buffers;

            import static org.assertj.core.api.Assertions.assertThat;

            import org.junit.jupiter.api.Tag;
            import org.junit.jupiter.api.Test;
            import workbook.testkit.ChapterTest;

            @ChapterTest
            class HiddenTest {

                private static final String SECRET = "%s";

                @Test
                @Tag("1.4")
                void aPoolOfFourLendsFour() {
                    BufferPool pool = new BufferPool(SECRET.length() > 9 ? 4 : 5, 16);
                    for (int i = 0; i < 4; i++) {
                        assertThat(pool.request().isPresent()).isTrue();
                    }
                    assertThat(pool.request().isPresent()).isFalse();
                }
            }
            """;

    private final Path folder;
    private final Workbook workbook;
    private final Libraries libraries = Libraries.ofThisJvm();
    private final ExpectedTests expected = new ExpectedTests();
    private final Map<Integer, PrivateCopy> copies = new HashMap<>();
    private final List<String> secrets = new ArrayList<>();

    /** @param folder empty */
    ProvingGround(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        copy(ROOT.resolve("chapters"), folder.resolve("workbook/chapters"));
        copy(ROOT.resolve("solutions"), folder.resolve("workbook/solutions"));
        workbook = Workbook.at(folder.resolve("workbook"));
        hideSecrets();
        new HarnessModule(workbook.notes(), libraries).make();
        new ClassDataArchive(workbook.root(), libraries, Optional.of(new HarnessModule(workbook.notes(), libraries)))
                .make();
        try (SubmissionGrader grader = grader(0, Set.of(Layer.values()), Isolation.none())) {
            for (ChapterReport report : grader.gradeReference()) {
                assertThat(report.problem()).isEmpty();
                assertThat(report.tests()).hasSizeGreaterThan(30)
                        .allMatch(test -> test.verdict() == Verdict.PASSING);
                expected.expect(report);
            }
        }
    }

    Workbook workbook() {
        return workbook;
    }

    /** What must not be found in any result. */
    List<String> secrets() {
        return secrets;
    }

    /** All attacks of the workbook's, and those whose files aren't Java. */
    List<Hostile> attacks() throws IOException {
        List<Hostile> all = new ArrayList<>();
        Attack.in(ROOT.resolve("solutions").resolve("attacks")).forEach(each -> all.add(Hostile.of(each, workbook)));
        all.addAll(MadeUpAttacks.all(workbook));
        return all;
    }

    HandedIn rightAnswer() {
        return new HandedIn(Map.of(workbook.chapters().get(0), Hostile.sources(workbook, Attack.REFERENCE)), List.of());
    }

    /** Where a submission may be put to be taken in. */
    Path inbox(String name) {
        return folder.resolve("in").resolve(name);
    }

    /** @param worker from 0; no two at the same time have the same */
    synchronized SubmissionGrader grader(int worker, Set<Layer> layers, Isolation isolation) throws IOException {
        if (!copies.containsKey(worker)) {
            copies.put(worker, new PrivateCopy(workbook, folder.resolve("out/.grading/worker-" + worker)));
        }
        return new SubmissionGrader(FIRST_WORKER + worker, copies.get(worker), workbook.root(), libraries, expected,
                new SubmissionGrader.Settings(workbook.chapters().subList(0, 1), Borrow.NEVER, Duration.ofSeconds(60),
                        isolation), layers);
    }

    /** All files outside of the graders' own folder, and what is in them. */
    Map<String, Integer> files() throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        Path work = folder.resolve("out/.grading");
        Path inbox = folder.resolve("in");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> !each.startsWith(work) && !each.startsWith(inbox)).toList()) {
                found.put(folder.relativize(file).toString(),
                        Files.isRegularFile(file) ? java.util.Arrays.hashCode(Files.readAllBytes(file)) : 0);
            }
        }
        return found;
    }

    private void hideSecrets() throws IOException {
        secrets.addAll(List.of(secret("solution"), secret("test"), secret("neighbour"), secret("file")));
        Optional.ofNullable(System.getenv("GRADERS_SECRET")).ifPresent(secrets::add);
        Path answer = workbook.borrow(workbook.chapters().get(0)).sources().resolve("backpressure/buffers/Buffer.java");
        Files.writeString(answer, "// " + secrets.get(0) + "\n" + Files.readString(answer));
        Path tests = workbook.tests(workbook.chapters().get(0));
        Files.writeString(tests.resolve("backpressure/buffers/HiddenTest.java"),
                HIDDEN_TEST.formatted(secrets.get(1)));
        Path neighbour = inbox("neighbour").resolve("BufferPool.java");
        Files.createDirectories(neighbour.getParent());
        Files.writeString(neighbour, "// " + secrets.get(2) + "\n");
        Files.writeString(folder.resolve("private.txt"), secrets.get(3));
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/grades.csv"), secrets.get(3));
    }

    /** Different in each run, so that none can be known beforehand. */
    private static String secret(String what) {
        return what + "-" + Long.toHexString(new java.security.SecureRandom().nextLong());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Stream.of("target", "attacks").noneMatch(each -> from.relativize(file).toString().contains(each))) {
                    Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
