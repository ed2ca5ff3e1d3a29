package workbook.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.grader.isolation.Isolation;
import workbook.grader.isolation.Isolation.Means;

/**
 * Every attack of {@code solutions/attacks}, graded as any submission is, and a right answer on the same worker after
 * each of which something was run or compiled in vain. They are graded once; each test looks at something else of what
 * came of it.
 */
class HostileSubmissionsTest {

    private static final int WORKERS = 2;
    /** What a bomb may take is 6 seconds. On a machine that is busy otherwise it's more, as it is with all others. */
    private static final Duration LONGEST = Duration.ofSeconds(12);
    private static final int RIGHT_ANSWERS = 12;
    /** Of chapter 01: see the tags of its tests. */
    private static final List<String> ALL_TASKS = List.of("1.1", "1.2", "1.3", "1.4", "1.5");
    private static final int PORT_OF_THE_ATTACK = 47_811;

    @TempDir
    private static Path folder;

    private static Isolation isolation;
    private static final List<Trial> TRIALS = new ArrayList<>();
    private static final List<String> WRONG_NEIGHBOURS = new ArrayList<>();
    private static final List<Duration> NEIGHBOURS = new ArrayList<>();
    private static Map<String, Integer> filesBefore;
    private static Map<String, Integer> filesAfter;
    private static List<String> strayFiles;
    private static List<String> strayProcesses;
    private static int connections;

    @BeforeAll
    static void gradeThem() throws Exception {
        isolation = Isolation.ofThisMachine();
        Traces traces = new Traces();
        ProvingGround ground = new ProvingGround(folder);
        filesBefore = ground.files();
        Queue<Hostile> attacks = new ConcurrentLinkedQueue<>(ground.attacks());
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS + 1);
        try (ServerSocket server = new ServerSocket(PORT_OF_THE_ATTACK, 50, InetAddress.getLoopbackAddress())) {
            workers.execute(() -> countConnections(server));
            List<Future<?>> ends = new ArrayList<>();
            for (int worker = 0; worker < WORKERS; worker++) {
                int number = worker;
                ends.add(workers.submit(() -> {
                    gradeAll(attacks, number, ground);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            workers.shutdownNow();
        }
        filesAfter = ground.files();
        strayFiles = traces.files();
        strayProcesses = traces.processes();
    }

    @AfterAll
    static void tell() {
        TRIALS.sort(Comparator.comparing((Trial trial) -> trial.attack().kind()).thenComparing(t -> t.attack().name()));
        TRIALS.forEach(trial -> System.out.printf("%-20s %-45s %-10s %5d ms%n", trial.attack().kind(),
                trial.attack().name(), trial.words(), trial.took().toMillis()));
        Trial longest = TRIALS.stream().max(Comparator.comparing(Trial::took)).orElseThrow();
        System.out.println(TRIALS.size() + " attacks of " + TRIALS.stream().map(t -> t.attack().kind()).distinct().count()
                + " kinds, graded under: " + isolation.means() + ". Points forged "
                + TRIALS.stream().filter(Trial::isForged).count() + ", leaks "
                + TRIALS.stream().filter(Trial::leaked).count() + ", neighbours' verdicts changed "
                + WRONG_NEIGHBOURS.size() + ", files outside " + strayFiles.size() + ", processes left "
                + strayProcesses.size() + ". The longest took " + longest.took().toMillis() + " ms: "
                + longest.attack().name() + "; a right answer takes " + rightAnswer().toMillis() + " ms.");
        if (!hasSandbox()) {
            System.out.println("THIS MACHINE HAS NO SANDBOX (bubblewrap): only what looks at submissions beforehand was"
                    + " tried, not what confines them.");
        }
    }

    @Test
    void thereAreManyOfManyKinds() {
        assertThat(TRIALS).hasSizeGreaterThanOrEqualTo(60);
        assertThat(TRIALS.stream().map(trial -> trial.attack().kind()).distinct()).hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void noneGetsAPointThatItDidNotEarn() {
        assertThat(TRIALS).filteredOn(Trial::isForged).as("attacks with a point").isEmpty();
    }

    @Test
    void noneFindsOutAnything() {
        assertThat(TRIALS).filteredOn(Trial::leaked).as("attacks with a secret").isEmpty();
        assertThat(connections).as("connections to this machine").isZero();
    }

    @Test
    void noneChangesWhatItsNeighbourGets() {
        assertThat(WRONG_NEIGHBOURS).as("attacks after which a right answer wasn't right").isEmpty();
    }

    @Test
    void noneLeavesAnythingBehind() {
        assertThat(filesAfter).as("files beside the graders' own folder").isEqualTo(filesBefore);
        assertThat(strayFiles).as("files elsewhere").isEmpty();
        assertThat(strayProcesses).as("processes").isEmpty();
    }

    @Test
    void noneTakesLong() {
        Duration busy = rightAnswer().multipliedBy(RIGHT_ANSWERS);
        Duration longest = busy.compareTo(LONGEST) > 0 ? busy : LONGEST;
        assertThat(TRIALS).filteredOn(trial -> trial.attack().onlyHangs()).isNotEmpty().allSatisfy(trial ->
                assertThat(trial.took()).as(trial.attack().name()).isLessThan(longest));
    }

    /** All of it is right but one number; and that is not a number, but says that it equals any other. */
    @Test
    void aNumberThatEqualsAllNumbersIsNotRight() {
        assertThat(TRIALS).filteredOn(trial -> trial.attack().name().equals("lies-with-the-reference")).singleElement()
                .satisfies(trial -> assertThat(trial.points()).doesNotContain("1.5"));
    }

    /** What the grader relies on where it runs code that nobody looked at well enough. */
    @Test
    void itIsConfined() {
        assumeTrue(hasSandbox(), "no sandbox on this machine");
        assertThat(isolation.means()).isEqualTo(EnumSet.allOf(Means.class));
    }

    /** How long one takes on this machine, now: the one in the middle. */
    private static Duration rightAnswer() {
        return NEIGHBOURS.stream().sorted().toList().get(NEIGHBOURS.size() / 2);
    }

    private static boolean hasSandbox() {
        return isolation.means().contains(Means.SANDBOX);
    }

    private static void gradeAll(Queue<Hostile> attacks, int worker, ProvingGround ground) throws IOException {
        Set<Layer> all = EnumSet.allOf(Layer.class);
        try (SubmissionGrader grader = ground.grader(worker, all, isolation)) {
            for (Hostile attack = attacks.poll(); attack != null; attack = attacks.poll()) {
                Trial trial = Trial.of(attack, grader, all, ground, ground.inbox(attack.name()));
                List<String> neighbour = ALL_TASKS;
                long start = System.nanoTime();
                if (trial.isRun()) { // what was only looked at can't have done anything to the next one
                    neighbour = Trial.points(grader.grade(ground.rightAnswer()));
                }
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                synchronized (TRIALS) {
                    if (trial.isRun()) {
                        NEIGHBOURS.add(took);
                    }
                    TRIALS.add(trial);
                    if (!neighbour.equals(ALL_TASKS)) {
                        WRONG_NEIGHBOURS.add(attack.name() + ": only " + neighbour);
                    }
                }
            }
        }
    }

    private static void countConnections(ServerSocket server) {
        while (true) {
            try {
                server.accept().close();
                connections++;
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }
}
