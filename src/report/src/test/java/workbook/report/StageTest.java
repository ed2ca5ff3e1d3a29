package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;

class StageTest {

    private static final List<String> ONE = List.of("source+map+filter+sink");
    private static final List<String> EIGHT =
            List.of("source", "parse", "map", "enrich", "filter", "join", "format", "sink");
    private static final int WIDTH = 80;
    private static final int HEIGHT = 22;

    @Test
    @DisplayName("the start: all buffers empty, credit for two, nobody does anything")
    void theStart() {
        assertShown(lines(PipeRun.of(MadeUpRun.TASKS, 40), 0), """
                 Nothing has arrived yet.
                 Kafka  0/s   lag 0                     ······ 0      ······ 0      ······ 0
                 source                 busy          ························    0%
                 idle                   backpressured ························    0%
                 0 records/s            idle          ████████████████████████  100%
                   │  out ·········· 0/10   credit 2 ▶  in ·········· 0/10   0 records
                   ▼
                 map                    busy          ························    0%
                """);
    }

    @Test
    @DisplayName("filling: the buffers nearest the sink first")
    void filling() {
        assertShown(lines(PipeRun.of(MadeUpRun.TASKS, 40), 7), """
                 filter waits for buffers. Kafka doesn't feel it yet.
                 Kafka  1,000/s   lag 0                 ······ 0      ······ 0      ······ 0
                 source                 busy          ████····················   15%
                 idle                   backpressured ························    0%
                 1,000 records/s        idle          ████████████████████····   85%
                   │  out ·········· 0/10   credit 2 ▶  in ·········· 0/10   0 records
                   ▼
                 map                    busy          ████····················   15%
                 idle                   backpressured ························    0%
                 1,000 records/s        idle          ████████████████████····   85%
                   │  out ·········· 0/10   credit 2 ▶  in ████████·· 8/10   1,800 records
                   ▼
                 filter                 busy          █·······················    2%
                 HIGH backpressure      backpressured ███████████████████████·   98%, hard 8%
                 743 records/s          idle          ························    0%
                   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10  4,500 records
                   ▼  ▲ pressure: filter waits for buffers that sink frees
                 sink                   busy          ████████████████████████  100%
                 busy: bottleneck       backpressured ························    0%
                 100 records/s          idle          ························    0%
                   │  batch ······ 0      socket ······ 0
                   ▼  Postgres 700 rows, 100/s
                """);
    }

    @Test
    @DisplayName("steady: everybody above the sink waits, and the lag grows")
    void steady() {
        List<String> lines = lines(PipeRun.of(MadeUpRun.TASKS, 40), 40);

        assertThat(lines).hasSize(HEIGHT);
        assertShown(lines, """
                 sink is too slow: source, map and filter wait, the rest piles up in Kafka.
                 Kafka  1,000/s   lag 22,500 (+900/s)   ██████ 7,500  ██████ 7,500  ██████ 7,500
                 source                 busy          █·······················    2%
                 HIGH backpressure      backpressured ███████████████████████·   98%, hard 8%
                 100 records/s          idle          ························    0%
                   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10  4,500 records
                   ▼  ▲ pressure: source waits for buffers that map frees
                """);
    }

    @Test
    @DisplayName("recovery: the lag shrinks")
    void recovery() {
        assertShown(lines(PipeRun.recovering(MadeUpRun.TASKS, 120, 40), 60), """
                 source, map and filter wait part of the time. The lag shrinks.
                 Kafka  1,000/s   lag 2,500 (-1,000/s)  █····· 833    █····· 833    █····· 834
                """);
    }

    @Test
    @DisplayName("one task, which is all there is")
    void oneTask() {
        assertThat(lines(PipeRun.of(ONE, 40), 20)).containsExactly("""
                 source+map+filter+sink works all the time; the rest waits in Kafka.
                 Kafka  1,000/s   lag 18,000 (+900/s)   ███·· 6,000   ███·· 6,000   ███·· 6,000
                 source+map+filter+sink busy          ████████████████████████  100%
                 busy: bottleneck       backpressured ························    0%
                 100 records/s          idle          ························    0%
                   │  batch ······ 0      socket ······ 0
                   ▼  Postgres 2,000 rows, 100/s
                """.split("\n"));
    }

    @Test
    @DisplayName("eight tasks have two lines each where there isn't room for five")
    void eightTasks() {
        ScenarioRun run = PipeRun.recovering(EIGHT, 120, 60);

        List<String> lines = lines(run, 30);
        assertThat(lines).hasSize(2 + 8 * 2).contains(
                " filter     █▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ HIGH backpressure       100/s",
                "   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10  4,500 records",
                "   ▼  batch ······ 0      socket ······ 0      Postgres 3,000 rows, 100/s");
        assertThat(stage(run).fits(WIDTH, 18)).isTrue();
        assertThat(stage(run).fits(WIDTH, 17)).isFalse();
        assertThat(stage(run).lines(shot(run, 30), WIDTH, 42)).as("in five").hasSize(42);
    }

    @Test
    @DisplayName("four tasks on a screen of 60 times 15")
    void small() {
        ScenarioRun run = PipeRun.of(MadeUpRun.TASKS, 40);

        assertThat(stage(run).fits(60, 13)).isTrue();
        assertThat(stage(run).lines(shot(run, 40), 60, 13)).containsExactly("""
                 sink is too slow: 3 tasks wait, the rest piles up in Kafka.
                 Kafka  1,000/s   lag 22,500 (+900/s)  █████  █████  █████
                 source     █▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ HIGH backpressure       100/s
                   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10
                 map        █▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ HIGH backpressure       100/s
                   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10
                 filter     █▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ HIGH backpressure       100/s
                   │  out ██████████ 10/10  credit 0 │  in ██████████ 10/10
                 sink       █████████████████ busy: bottleneck        100/s
                   ▼  Postgres 4,000 rows, 100/s
                """.split("\n"));
        assertThat(stage(run).fits(Stage.LEAST_WIDTH - 1, 40)).isFalse();
    }

    @Test
    @DisplayName("no records at all")
    void noRecords() {
        ScenarioRun run = new PipeRun(MadeUpRun.TASKS,
                ScenarioSettings.defaults().withSeconds(30).withTotalRecords(0), true).run();

        assertShown(lines(run, 30), """
                 Nothing has arrived yet.
                 Kafka  0/s   lag 0                     ········ 0    ········ 0    ········ 0
                """);
    }

    @Test
    @DisplayName("subtasks are said; what fits of a thousand partitions is drawn")
    void subtasksAndPartitions() {
        ScenarioSettings settings = ScenarioSettings.defaults().withSeconds(30).withParallelism(3)
                .withNetwork(Network.LOCAL);
        List<String> lines = lines(new PipeRun(MadeUpRun.TASKS, settings, true).run(), 30);

        assertThat(lines.get(2)).startsWith(" source ×3   ");
        assertThat(lines(new PipeRun(MadeUpRun.TASKS, ScenarioSettings.defaults().withSeconds(30).withPartitions(1_000),
                true).run(), 30).get(1)).hasSizeLessThanOrEqualTo(WIDTH);
    }

    @Test
    @DisplayName("whatever a name is, each line stays within its columns, and nothing in it is obeyed")
    void hostileNames() {
        List<String> names = List.of("\033[2J\033[31mred\r\n", "a name that is much too long " + "x".repeat(300),
                "\u202egnihtemos", "名前", "sink");
        ScenarioRun run = PipeRun.of(names, 40);
        for (int width : new int[] {Stage.LEAST_WIDTH, 61, 72, 80, 100}) {
            for (int height : new int[] {12, 40}) {
                for (Shot shot : Film.of(run)) {
                    assertThat(stage(run).lines(shot, width, height)).as("width %s", width)
                            .allMatch(line -> !line.matches("(?s).*[\\p{Cc}\\p{Cf}].*"), "no control characters")
                            .allMatch(fitsInto(width), "fits");
                    assertThat(stage(run).clock(shot, width)).matches(fitsInto(width), "fits");
                }
            }
        }
    }

    @Test
    @DisplayName("without Unicode all is ASCII, and as wide; without colour there are no escape sequences")
    void plain() {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
        for (Shot shot : Film.of(run)) {
            assertThat(new Stage(run, new Terminal(null, false, false)).lines(shot, WIDTH, HEIGHT))
                    .allMatch(line -> Terminal.plain(line).matches("\\p{ASCII}*") && !line.contains("\033"))
                    .allMatch(line -> Terminal.plain(line).length() == line.length());
        }
    }

    @Test
    @DisplayName("colour changes nothing but the colour")
    void colour() {
        ScenarioRun run = PipeRun.recovering(MadeUpRun.TASKS, 120, 40);
        Stage painted = new Stage(run, new Terminal(null, true, true));
        for (Shot shot : Film.of(run)) {
            assertThat(painted.lines(shot, WIDTH, HEIGHT).stream().map(line -> line.replaceAll("\033\\[\\d+m", "")
                    .stripTrailing()))
                    .containsExactlyElementsOf(stage(run).lines(shot, WIDTH, HEIGHT));
        }
    }

    @Test
    @DisplayName("the clock tells how far it is")
    void clock() {
        ScenarioRun run = PipeRun.of(MadeUpRun.TASKS, 40);

        assertThat(stage(run).clock(shot(run, 10), 33)).isEqualTo(" 10 of 40 s  █████──────────────");
    }

    private static Predicate<String> fitsInto(int width) {
        return line -> line.length() <= width;
    }

    /** The first lines. */
    private static void assertShown(List<String> lines, String expected) {
        List<String> wanted = expected.lines().toList();
        assertThat(lines.subList(0, wanted.size())).containsExactlyElementsOf(wanted);
    }

    private static List<String> lines(ScenarioRun run, int sample) {
        return stage(run).lines(shot(run, sample), WIDTH, HEIGHT);
    }

    private static Shot shot(ScenarioRun run, int sample) {
        return new Shot(sample, 100, false, new Moments(run).said(sample));
    }

    private static Stage stage(ScenarioRun run) {
        return new Stage(run, new Terminal(null, true, false));
    }
}
