package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.metrics.ExchangeReading;
import workbook.world.metrics.TaskReading;
import workbook.world.metrics.TimeShares;
import workbook.world.metrics.Whereabouts;
import workbook.world.scenario.Sample;
import workbook.world.scenario.ScenarioRun;
import workbook.world.scenario.ScenarioSettings;
import workbook.world.scenario.Summary;

class RunEventsTest {

    private static final List<String> ONE = List.of("source+map+filter+sink");

    @Test
    @DisplayName("pressure travels from the sink to Kafka, and away again")
    void pressureTravelsUp() {
        List<RunEvent> events = new RunEvents(PipeRun.recovering(MadeUpRun.TASKS, 120, 40)).all();

        assertThat(events).extracting(RunEvent::second, RunEvent::name).containsExactly(
                tuple(1.0, "sink is too slow"),
                tuple(5.0, "pressure reaches filter"),
                tuple(10.0, "pressure reaches map"),
                tuple(15.0, "pressure reaches source"),
                tuple(16.0, "pressure reaches Kafka"),   // 900 of lag; none at 15
                tuple(40.0, "sink is fixed"),
                tuple(63.0, "lag is gone"));             // 22,500 of lag, 1,000/s less
        assertThat(events).extracting(RunEvent::sentence).allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    @DisplayName("one task has nobody above to press upon")
    void oneTask() {
        assertThat(new RunEvents(PipeRun.of(ONE, 20)).all()).extracting(RunEvent::name)
                .containsExactly("source+map+filter+sink is too slow", "pressure reaches Kafka");
    }

    @Test
    @DisplayName("a task that is idle while records wait for it, and the sender can't go on, is told")
    void stuck() {
        List<Sample> samples = new ArrayList<>(PipeRun.of(MadeUpRun.TASKS, 40).samples());
        for (int i = 20; i <= 40; i++) {
            samples.set(i, withoutCredit(samples.get(20), i));
        }
        ScenarioRun healthy = PipeRun.of(MadeUpRun.TASKS, 40);

        assertThat(new RunEvents(new ScenarioRun(healthy.settings(), samples, healthy.summary())).all())
                .extracting(RunEvent::second, RunEvent::name, RunEvent::sentence).endsWith(tuple(20.0,
                "nothing reaches sink", "sink is idle, though 4,500 records wait for it: there is no credit to send them"
                + " with."));
        assertThat(new RunEvents(healthy).stuck()).isEmpty();
    }

    /** The sink has read all that it got, and gets no more. */
    private static Sample withoutCredit(Sample sample, int second) {
        List<TaskReading> tasks = new ArrayList<>(sample.tasks());
        tasks.set(3, new TaskReading("sink", new TimeShares(0, 0, 0, 1_000), tasks.get(3).recordsOut()));
        List<ExchangeReading> exchanges = new ArrayList<>(sample.exchanges());
        exchanges.set(2, new ExchangeReading("filter → sink", 10, 10, 0, 10, 0, 4_500));
        return new Sample(second, tasks, exchanges, sample.whereabouts(), sample.produced(), sample.lagPerPartition(),
                sample.resources());
    }

    @Test
    @DisplayName("what is on its way to a real consumer isn't lag that presses: the source must have stopped for that")
    void polls() {
        ScenarioRun run = PipeRun.of(MadeUpRun.TASKS, 40);
        List<Sample> polled = new ArrayList<>(run.samples());
        long[] lags = {0, 151, 15, 13, 30, 14}; // of a run on real Kafka, Flink and PostgreSQL
        for (int i = 0; i < lags.length; i++) {
            polled.set(i, withLag(polled.get(i), lags[i]));
        }
        assertThat(new RunEvents(new ScenarioRun(run.settings(), polled, run.summary())).lagGrowsFrom()).hasValue(16);

        assertThat(new RunEvents(new ScenarioRun(run.settings().withSeconds(15), polled.subList(0, 16), run.summary()))
                .lagGrowsFrom()).isEmpty();
        List<Sample> neverFull = run.samples().stream().map(RunEventsTest::withRoom).toList();
        assertThat(new RunEvents(new ScenarioRun(run.settings(), neverFull, run.summary())).lagGrowsFrom())
                .as("more than a second's worth waits, whoever stopped").hasValue(17);
    }

    /** The source has a free buffer. */
    private static Sample withRoom(Sample sample) {
        List<ExchangeReading> exchanges = new ArrayList<>(sample.exchanges());
        exchanges.set(0, new ExchangeReading("source → map", 9, 10, 10, 10, 0, 5_000));
        return new Sample(sample.second(), sample.tasks(), exchanges, sample.whereabouts(), sample.produced(),
                sample.lagPerPartition(), sample.resources());
    }

    private static Sample withLag(Sample sample, long lag) {
        Whereabouts w = sample.whereabouts();
        return new Sample(sample.second(), sample.tasks(), sample.exchanges(), new Whereabouts(lag, w.fetched(),
                w.inTasks(), w.inExchanges(), w.inBatch(), w.inSocket(), w.inTransaction(), w.written(),
                w.filteredOut()), sample.produced() + lag, sample.lagPerPartition(), sample.resources());
    }

    @Test
    @DisplayName("where nothing turns there are no events; a second is enough for some")
    void noEvents() {
        assertThat(new RunEvents(new PipeRun(ONE, ScenarioSettings.defaults().withSeconds(1), true).run()).all())
                .extracting(RunEvent::name)
                .containsExactly("source+map+filter+sink is too slow", "pressure reaches Kafka");
        assertThat(new RunEvents(MadeUpRun.stillFilling()).all()).isEmpty();
    }

    @Test
    @DisplayName("nothing comes in, and nothing turns")
    void noRecords() {
        ScenarioRun run = new PipeRun(MadeUpRun.TASKS,
                ScenarioSettings.defaults().withSeconds(9).withTotalRecords(0), true).run();
        assertThat(new RunEvents(run).lagGrowsFrom()).isEmpty();
        assertThat(new RunHeadline(run).sentence()).isEqualTo("No record was produced, and so none was written");
    }

    @Test
    @DisplayName("the page opens between the lag's first and its turn")
    void tellingSecond() {
        assertThat(new RunEvents(PipeRun.recovering(MadeUpRun.TASKS, 120, 40)).tellingSecond()).isEqualTo(28);
        assertThat(new RunEvents(PipeRun.of(MadeUpRun.TASKS, 120)).tellingSecond()).isEqualTo(68);
        assertThat(new RunEvents(MadeUpRun.stillFilling()).tellingSecond()).isEqualTo(10);
    }

    @Test
    @DisplayName("the headline says who holds up whom, and what that does to Kafka")
    void headline() {
        assertThat(new RunHeadline(PipeRun.of(MadeUpRun.TASKS, 120)).sentence())
                .isEqualTo("The sink is the bottleneck: Kafka lag grew by 900 records every second");
        assertThat(new RunHeadline(PipeRun.of(ONE, 120)).sentence()).startsWith("The task source+map+filter+sink is");
        assertThat(new RunHeadline(PipeRun.of(MadeUpRun.TASKS, 12)).sentence())
                .isEqualTo("The sink is the bottleneck: so far the buffers hide it from Kafka");
        assertThat(new RunHeadline(MadeUpRun.withoutPressure()).sentence()).startsWith("No bottleneck");
        ScenarioRun stuck = PipeRun.of(MadeUpRun.TASKS, 60);
        Summary summary = stuck.summary();
        Summary nobody = new Summary(summary.steadyFrom(), 0, 0, 1_000, summary.lagPerPartition(), 0,
                summary.secondsUntilFull(), Optional.empty(), true, summary.tasks());
        assertThat(new RunHeadline(new ScenarioRun(stuck.settings(), stuck.samples(), nobody)).sentence())
                .isEqualTo("Kafka lag grew by 1,000 records every second, and no task is the bottleneck:"
                + " where do the records wait?");
        assertThat(new RunHeadline(MadeUpRun.stillFilling()).sentence()).contains("still filling up");
        ScenarioSettings nine = ScenarioSettings.defaults().withSeconds(9);
        assertThat(new RunHeadline(new PipeRun(ONE, nine, false).run()).sentence()).startsWith("Records were lost");
    }

    @Test
    @DisplayName("the explanation gives the numbers")
    void explanation() {
        assertThat(new RunHeadline(PipeRun.recovering(MadeUpRun.TASKS, 120, 40)).explanation())
                .isEqualTo("1,000 records/s of 100 B arrive in 3 partitions; 100/s reach Postgres. The buffers hid that"
                        + " for 16 s; then every record that could not be written waited in Kafka. From 40 s on"
                        + " Postgres managed 2,000/s, and 23 s later the lag was gone.");
        assertThat(new RunHeadline(PipeRun.of(ONE, 20)).explanation()).contains("All is one task");
    }

    @Test
    @DisplayName("rates are averages of the last 14 s")
    void rates() {
        Rates rates = new Rates(PipeRun.of(MadeUpRun.TASKS, 40).samples());

        assertThat(rates.written(0)).as("at the very start").isZero();
        assertThat(rates.produced(1)).isEqualTo(1_000);
        assertThat(rates.written(40)).isEqualTo(100);
        assertThat(rates.lag(40)).isEqualTo(900);
        assertThat(rates.recordsOut(40, 0)).isEqualTo(100);
        assertThat(rates.recordsOut(5, 0)).isEqualTo(1_000);
    }

    @Test
    @DisplayName("whose parts ran is said in words")
    void parts() {
        assertThat(RunParts.UNKNOWN.inWords()).isEqualTo("a pipeline");
        assertThat(new RunParts(List.of("01"), List.of()).inWords()).isEqualTo("your parts");
        assertThat(new RunParts(List.of(), List.of("01")).inWords()).isEqualTo("the reference's parts");
        assertThat(new RunParts(List.of("03"), List.of("01", "02")).inWords())
                .isEqualTo("your parts; borrowed: 01, 02");
        assertThat(new RunParts(List.of(), List.of("01")).on("real Kafka").inWords())
                .isEqualTo("the reference's parts, on real Kafka");
        assertThat(new RunParts(List.of("03"), List.of("01", "02")).on("real Kafka").inWords())
                .isEqualTo("your parts; borrowed: 01, 02; on real Kafka");
        assertThat(RunParts.of("real Flink").inWords()).isEqualTo("real Flink");
        assertThat(RunOptions.parse(List.of("--own", "03", "--borrowed", "01, 02")).parts())
                .isEqualTo(new RunParts(List.of("03"), List.of("01", "02")));
    }
}
