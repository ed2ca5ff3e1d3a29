package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.testkit.TaskNumber;

class ChapterRunnerTest {

    @TempDir
    private Path folder;

    private MadeUpWorkbook madeUp;

    @BeforeEach
    void makeUp() throws IOException {
        madeUp = new MadeUpWorkbook(folder);
    }

    @Test
    void aSkeletonIsToDo() {
        ChapterReport report = madeUp.check(1);

        assertThat(verdicts(report)).containsExactly(Verdict.TO_DO, Verdict.TO_DO);
        assertThat(report.tasks().get(1).tests().get(0).todo()).contains("1.2");
        assertThat(report.ungraded()).as("shown only when all tasks pass").isEmpty();
        assertThat(report.passes()).isFalse();
    }

    @Test
    void aRightAnswerPassesAndShowsWhatThereIsToSee() throws IOException {
        ChapterReport report = madeUp.one("return number + 1;", "return number + 2;").check(1);

        assertThat(verdicts(report)).containsExactly(Verdict.PASSING, Verdict.PASSING);
        assertThat(report.ungraded()).singleElement().satisfies(test -> {
            assertThat(test.name()).isEqualTo("what comes of 1");
            assertThat(test.printed()).isEqualToIgnoringNewLines("1 becomes 2");
        });
        assertThat(report.passes()).isTrue();
    }

    @Test
    void aWrongAnswerFailsWithItsSeed() throws IOException {
        madeUp.one("System.out.println(\"here\"); return number == 1 ? 2 : 0;",
                "throw new workbook.world.Todo(\"1.2\");");
        ChapterReport report = madeUp.check(1);

        assertThat(verdicts(report)).containsExactly(Verdict.FAILING, Verdict.TO_DO);
        TestReport failed = report.tasks().get(0).tests().stream()
                .filter(test -> test.verdict() == Verdict.FAILING).findFirst().orElseThrow();
        assertThat(failed.replay()).isPresent();
        assertThat(failed.printed()).contains("here");
        assertThat(new FailureText(madeUp.workbook(), false, false).lines(failed, report.chapter()))
                .anySatisfy(line -> assertThat(line).endsWith(" and one more"))
                .noneSatisfy(line -> assertThat(line).contains("-Dworkbook.replay"))
                .noneSatisfy(line -> assertThat(line).contains("org.assertj"))
                .endsWith("  Lesson: chapters/01-one/README.md, task 1.1",
                        "  Again: ./workbook check " + failed.task().orElseThrow() + " --replay "
                                + failed.replay().orElseThrow());
        assertThat(madeUp.check(1, Optional.of(new TaskNumber(1, 1)), failed.replay())
                .tasks())
                .singleElement().extracting(TaskReport::verdict).isEqualTo(Verdict.FAILING);
    }

    @Test
    void anExceptionIsToldWithTheStudentsLine() throws IOException {
        ChapterReport report = madeUp.one("return new int[0].length + new int[] {}[number];", "return 3;").check(1);

        assertThat(report.tasks().get(0).tests()).anySatisfy(test -> {
            assertThat(test.message()).startsWith("ArrayIndexOutOfBoundsException: Index ");
            assertThat(test.place()).contains("One.addOne, line 5");
        });
        assertThat(verdicts(report)).containsExactly(Verdict.FAILING, Verdict.PASSING);
    }

    @Test
    void whatWasRehearsedOnIsForgotten() throws IOException {
        madeUp.one("return number + 1;", "return number + 2;");
        try (ChapterRunner runner = new ChapterRunner(madeUp.workbook(), Libraries.ofThisJvm())) {
            assertThat(runner.run(request()).passes()).isTrue();
            runner.prepare(); // on the right answer
            madeUp.one("return number + 1;", "return number + 3;");

            ChapterReport report = runner.run(request());

            assertThat(verdicts(report)).as("what was right is wrong now").containsExactly(Verdict.PASSING, Verdict.FAILING);
            runner.prepare(); // on nothing: it failed
            madeUp.one("return number + 1;", "return number + 2;");
            assertThat(verdicts(runner.run(request()))).containsExactly(Verdict.PASSING, Verdict.PASSING);
        }
    }

    @Test
    void aFewTestsCanBeRunByName() throws IOException {
        madeUp.one("return number + 1;", "return number + 2;");

        ChapterReport report = new ChapterRunner(madeUp.workbook(), Libraries.ofThisJvm())
                .run(request().quick(Set.of("OneTest.twoMore"), 10));

        assertThat(report.tests()).extracting(TestReport::method).containsExactly("OneTest.twoMore");
        assertThat(report.ungraded()).isEmpty();
    }

    @Test
    void testsAreCompiledAgainOnlyForAnotherApi() throws IOException {
        madeUp.one("return 0;", "return 0;").check(1);
        assertThat(compiledTests()).hasSize(1);

        assertThat(madeUp.one("return number + 1;", "return number + more();\n    }\n\n    private int more() {\n"
                + "        return 2;").check(1).passes()).isTrue();
        assertThat(compiledTests()).as("what methods do, and private ones, the tests don't see").hasSize(1);

        assertThat(madeUp.one("return number + 1;", "return number + more();\n    }\n\n    int more() {\n"
                + "        return 2;").check(1).passes()).isTrue();
        assertThat(compiledTests()).as("a method of the same package they do").hasSize(2);
    }

    private List<Path> compiledTests() throws IOException {
        try (Stream<Path> entries = Files.list(madeUp.workbook().notes().resolve("classes"))) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("tests-")).toList();
        }
    }

    @Test
    void whereNothingCanBeWrittenItSaysSo() throws IOException {
        Files.writeString(folder.resolve(".workbook"), "a file where the folder should be");

        assertThatThrownBy(() -> madeUp.check(1)).isInstanceOf(WorkbookException.class)
                .hasMessageStartingWith("Can't write");
    }

    private ChapterRunner.Request request() {
        return new ChapterRunner.Request(List.of(madeUp.workbook().own(madeUp.workbook().chapters().get(0))),
                Optional.empty(), Optional.empty());
    }

    @Test
    void anEndlessLoopIsEndedAndTold() throws IOException {
        ChapterReport report = madeUp.one("return 2;", "while (true) { number = -number; }")
                .check(1, Optional.of(new TaskNumber(1, 2)), Optional.empty());

        assertThat(verdicts(report)).containsExactly(Verdict.FAILING);
        assertThat(report.tasks().get(0).tests().get(0).message()).contains("comes to no end", "One.addTwo");
    }

    @Test
    void whatHangsWhereNoWatchdogLooksIsStopped() throws IOException {
        madeUp.write("chapters/01-one/src/test/java/made/up/OneTest.java", """
                package made.up;
                import org.junit.jupiter.api.*;
                class OneTest {
                    @Test @Tag("1.1") @DisplayName("one more") void oneMore() { new One().addOne(1); }
                    @Test @Tag("1.2") @DisplayName("two more") void twoMore() { new One().addTwo(1); }
                }
                """).one("try { Thread.sleep(600_000); } catch (InterruptedException e) { } return 2;", "return 3;");

        Precautions impatience = new Precautions(Confinement.NONE,
                new RunLimits(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofDays(1)), 0, false, false, false);
        ChapterReport report = new ChapterRunner(madeUp.workbook(), Libraries.ofThisJvm(),
                new TestJvms(folder, Libraries.ofThisJvm(), impatience)).run(request());

        assertThat(verdicts(report)).containsExactly(Verdict.CANNOT_BE_JUDGED, Verdict.CANNOT_BE_JUDGED);
        assertThat(report.tasks().get(0).tests().get(0).message()).startsWith("Nothing happened for a long time");
        assertThat(report.tasks().get(1).tests().get(0).wasRun()).isFalse();
    }

    @Test
    void aStaticInitializerThatHangsIsStopped() throws IOException {
        madeUp.one("return State.ONE;", "return 3;").write("chapters/01-one/src/main/java/made/up/State.java", """
                package made.up;

                final class State {
                    static final int ONE = compute();

                    private static int compute() {
                        while (true) {
                            try {
                                new java.util.concurrent.CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                // and again
                            }
                        }
                    }
                }
                """);

        ChapterReport report = madeUp.check(1);

        assertThat(report.tasks().get(0).verdict()).isEqualTo(Verdict.CANNOT_BE_JUDGED);
        assertThat(report.tasks().get(0).tests().get(0).message()).contains("CountDownLatch", "State");
    }

    @Test
    void aDeadlockOfThreadsOfItsOwnIsEnded() throws IOException {
        ChapterReport report = madeUp.one("""
                Object left = new Object();
                        Object right = new Object();
                        java.util.concurrent.CyclicBarrier both = new java.util.concurrent.CyclicBarrier(2);
                        Thread other = new Thread(() -> takeBoth(left, right, both));
                        other.start();
                        takeBoth(right, left, both);
                        return 2;
                    }

                    private static void takeBoth(Object one, Object two,
                            java.util.concurrent.CyclicBarrier both) {
                        synchronized (one) {
                            try {
                                both.await();
                            } catch (Exception e) {
                                return;
                            }
                            synchronized (two) {
                                two.notify();
                            }
                        }
                """, "return 3;").check(1);

        assertThat(report.tasks().get(0).verdict()).isEqualTo(Verdict.CANNOT_BE_JUDGED);
        assertThat(report.tasks().get(0).tests().get(0).message()).contains("synchronized");
    }

    @Test
    void aWaitThatTheSimulationCannotSeeCannotBeJudged() throws IOException {
        ChapterReport report = madeUp.one(
                "try { new java.util.concurrent.Semaphore(0).acquire(); } catch (InterruptedException e) { } return 2;",
                "throw new workbook.world.Todo(\"1.1\");").check(1, Optional.of(new TaskNumber(1, 1)),
                        Optional.empty());

        assertThat(verdicts(report)).containsExactly(Verdict.CANNOT_BE_JUDGED);
    }

    @Test
    void exitingEndsTheTestsAndIsTold() throws IOException {
        ChapterReport report = madeUp.one("System.exit(0); return 2;", "return 3;").check(1);

        assertThat(verdicts(report)).containsExactly(Verdict.FAILING, Verdict.FAILING);
        assertThat(report.tasks().get(0).tests().get(0).message())
                .contains("System.exit is called at One.addOne, line 5");
        assertThat(report.tasks().get(1).tests()).allMatch(test -> !test.wasRun());
    }

    @Test
    void haltingEndsTheTestsAndIsTold() throws IOException {
        ChapterReport report = madeUp.one("Runtime.getRuntime().halt(7); return 2;", "return 3;").check(1);

        assertThat(report.tasks().get(0).tests().get(0).message()).contains("ended all of a sudden (exit code 7)");
        assertThat(report.passes()).isFalse();
    }

    @Test
    void aFloodIsBounded() throws IOException {
        ChapterReport report = madeUp.one(
                "for (int i = 0; i < 100_000; i++) { System.out.println(\"a line of a flood of output\"); } return 0;",
                "return 3;").check(1);

        assertThat(report.tasks().get(0).verdict()).isEqualTo(Verdict.FAILING);
        assertThat(report.tasks().get(0).tests().get(0).printed()).hasSizeLessThan(20_000).contains("bytes more");
        assertThat(report.tasks().get(1).verdict()).isEqualTo(Verdict.PASSING);
    }

    @Test
    void aFloodWithoutEndIsEnded() throws IOException {
        ChapterReport report = madeUp.one("while (true) { System.out.println(\"x\".repeat(100_000)); }",
                "return number + 2;").check(1);

        assertThat(verdicts(report)).containsExactly(Verdict.FAILING, Verdict.PASSING);
        assertThat(report.tasks().get(0).tests().get(0).message()).contains("prints and prints");
    }

    @Test
    void threadsLeftBehindHoldNothingUp() throws IOException {
        ChapterReport report = madeUp.one(
                "new Thread(() -> { try { Thread.sleep(600_000); } catch (InterruptedException e) { } }).start();"
                        + " return number + 1;",
                "return number + 2;").check(1);

        assertThat(report.passes()).isTrue();
    }

    @Test
    void anErrorIsTheStudentsFileLineAndCaret() throws IOException {
        ChapterReport report = madeUp.one("\treturn numbr + 1;", "return 3;").check(1);

        CompileProblem problem = report.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(CompileProblem.Kind.STUDENT);
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("chapters/01-one/src/main/java/made/up/One.java");
            assertThat(error.line()).isEqualTo(5);
            assertThat(error.excerpt("  ")).isEqualTo("  return numbr + 1;\n         ^");
            assertThat(error.sentence())
                    .isEqualTo("There is no variable 'numbr' in made.up.One: is it misspelt, or not declared?");
        });
        assertThat(verdicts(report)).containsExactly(Verdict.TO_DO, Verdict.TO_DO);
    }

    @Test
    void testsThatNoLongerFitAreToldAsSuch() throws IOException {
        ChapterReport report =
                madeUp.source("package made.up; public final class One { public int plusOne(int n) { return 1; } }")
                .check(1);

        assertThat(report.problem().orElseThrow().kind()).isEqualTo(CompileProblem.Kind.TESTS);
        assertThat(report.problem().orElseThrow().errors().get(0).sentence())
                .startsWith("There is no method addOne(int)");
    }

    @Test
    void aLaterChapterWaitsForAnEarlierOne() throws IOException {
        madeUp.write("chapters/02-two/src/main/java/made/up/two/Two.java", """
                package made.up.two;
                public final class Two {
                    public int addThree(int number) { return new made.up.One().addTwo(number) + 1; }
                }
                """).write("chapters/02-two/src/test/java/made/up/two/TwoTest.java", """
                package made.up.two;
                import org.junit.jupiter.api.*;
                @workbook.testkit.ChapterTest
                class TwoTest {
                    @Test @Tag("2.1") void three() { Assertions.assertEquals(4, new Two().addThree(1)); }
                }
                """);

        assertThat(madeUp.check(2).tasks().get(0).tests().get(0).todo()).as("the task it waits for").contains("1.2");

        madeUp.write("solutions/01-one/src/main/java/made/up/One.java",
                "package made.up; public final class One { public int addTwo(int n) { return n + 2; } }")
                .write(".mvn/maven.config", "-Dpart.01=01-one-solution\n");
        ChapterReport borrowing = madeUp.check(2);
        assertThat(borrowing.passes()).isTrue();
        assertThat(borrowing.parts()).extracting(Part::borrowed).containsExactly(true, false);
    }

    @Test
    void chaptersRunTogetherAsTheyWouldAlone() throws IOException {
        List<ChapterReport> reports = runTogether("calls++; return number + calls;");

        assertThat(reports).as("reports").hasSize(2);
        assertThat(verdicts(reports.get(0))).containsExactly(Verdict.FAILING, Verdict.PASSING);
        assertThat(verdicts(reports.get(1))).as("a static field that counts calls begins at 0 again")
                .containsExactly(Verdict.PASSING);
    }

    @Test
    void theChapterInWhichTheirJvmEndsIsTheLast() throws IOException {
        for (String harm : List.of("if (number == 1) { System.exit(0); } return number + 1;",
                "while (true) { number = -number; }")) {
            List<ChapterReport> reports = runTogether(harm);

            assertThat(reports).as("reports, of '%s'", harm).hasSize(1);
            assertThat(reports.get(0).tasks().get(0).verdict()).as("task 1.1, of '%s'", harm).isEqualTo(Verdict.FAILING);
            assertThat(reports.get(0).endless()).as("tests that came to no end, of '%s'", harm)
                    .isEqualTo(harm.startsWith("while") ? 2 : 0);
        }
    }

    /** With chapter 02, whose only test calls {@code addOne} once. */
    private List<ChapterReport> runTogether(String addOne) throws IOException {
        madeUp.source("""
                package made.up;
                public final class One {
                    private static int calls;
                    public int addOne(int number) { %s }
                    public int addTwo(int number) { return number + 2; }
                }
                """.formatted(addOne)).write("chapters/02-two/src/main/java/made/up/two/Two.java", """
                package made.up.two;
                public final class Two {
                    public int addOne(int number) { return new made.up.One().addOne(number); }
                }
                """).write("chapters/02-two/src/test/java/made/up/two/TwoTest.java", """
                package made.up.two;
                import org.junit.jupiter.api.*;
                @workbook.testkit.ChapterTest
                class TwoTest {
                    @Test @Tag("2.1") void two() { Assertions.assertEquals(2, new Two().addOne(1)); }
                }
                """);
        Workbook workbook = madeUp.workbook();
        ChapterRunner runner = new ChapterRunner(workbook, Libraries.ofThisJvm());
        List<ChapterRunner.Request> requests = workbook.chapters().stream().map(chapter ->
                new ChapterRunner.Request(workbook.partsFor(chapter), Optional.empty(), Optional.empty())).toList();
        return runner.runTogether(requests, requests.stream().map(each -> runner.compile(each.parts())).toList());
    }

    @Test
    void progressIsRememberedUntilSomethingChanges() throws IOException {
        Chapter chapter = madeUp.workbook().chapter(1).orElseThrow();
        assertThat(Progress.of(madeUp.workbook()).verdict(new TaskNumber(1, 1))).isEqualTo(Verdict.TO_DO);

        madeUp.one("return number + 1;", "return 0;");
        Progress.of(madeUp.workbook()).remember(madeUp.check(1), false);

        Progress progress = Progress.of(madeUp.workbook());
        assertThat(progress.verdict(new TaskNumber(1, 1))).isEqualTo(Verdict.PASSING);
        assertThat(progress.verdict(new TaskNumber(1, 2))).isEqualTo(Verdict.FAILING);
        assertThat(progress.isUpToDate(chapter)).isTrue();
        assertThat(progress.passes(chapter)).isFalse();

        madeUp.one("return number + 1;", "return number + 2;");
        assertThat(Progress.of(madeUp.workbook()).isUpToDate(chapter)).isFalse();

        madeUp.write(".workbook/progress",
                "nonsense\n1.1 cannot be judged\n1.2 no such word\n99.999 passing\nchapter 01 xyz\n");
        assertThat(Progress.of(madeUp.workbook()).verdict(new TaskNumber(1, 1))).isEqualTo(Verdict.CANNOT_BE_JUDGED);
        assertThat(Progress.of(madeUp.workbook()).verdict(new TaskNumber(1, 2))).isEqualTo(Verdict.TO_DO);
    }

    private static List<Verdict> verdicts(ChapterReport report) {
        return report.tasks().stream().map(TaskReport::verdict).toList();
    }
}
