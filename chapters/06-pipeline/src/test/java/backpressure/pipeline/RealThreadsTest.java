package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.RealRuntime;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.operator.StreamRecord;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.scenario.ScenarioSettings;

/** The same parts on real threads and the real clock, ten times as fast and with small buffers. Carries no points. */
@ChapterTest
class RealThreadsTest {

    private static final ScenarioSettings SETTINGS = ScenarioSettings.defaults()
            .withInPerSecond(10_000)
            .withOutPerSecond(1_000)
            .withTotalRecords(15_000)
            .withBufferBytes(1_024)
            .withBatchRows(50)
            .withMaxPollRecords(100);

    @Test
    @Tag("ungraded")
    @DisplayName("on real threads, too: lag grows while the sink is slow, and in the end every record arrives")
    void onRealThreads() throws Throwable {
        everyRecordArrives(SETTINGS);
    }

    @Test
    @Tag("ungraded")
    @DisplayName("on real threads, with chains and several subtasks: lag grows, and in the end every record arrives")
    void chainedAndInParallelOnRealThreads() throws Throwable {
        everyRecordArrives(SETTINGS.withChain("map", "filter").withParallelism(2).withParallelism("sink", 3));
    }

    private static void everyRecordArrives(ScenarioSettings settings) throws Throwable {
        Set<Long> written = ConcurrentHashMap.newKeySet();
        try (RealRuntime runtime = new RealRuntime()) {
            SimulatedTopic topic = new SimulatedTopic(settings.partitions(), settings.inPerSecond(),
                    settings.recordBytes(),
                    settings.totalRecords(), runtime);
            SimulatedPostgres postgres = new SimulatedPostgres(settings.outPerSecond(), 0, settings.socketRows(),
                    rows -> rows.forEach(row -> written.add(SimulatedTopic.number(StreamRecord.fromBytes(row).value()))),
                    runtime);
            Pipeline pipeline = new Pipeline(settings, runtime, topic, postgres);
            pipeline.start();

            await("the source to fall behind").atMost(Duration.ofSeconds(30)).failFast(() -> runtime.failure()
                    .isPresent())
                    .until(() -> pipeline.whereabouts().lag() > 5_000);
            postgres.changeRate(1_000_000);
            await("every task to end").atMost(Duration.ofSeconds(30)).failFast(() -> runtime.failure().isPresent())
                    .until(runtime::isFinished);

            assertThat(runtime.failure()).as("what a task threw").isEmpty();
            assertThat(written.size()).as("different records in the table").isEqualTo(15_000);
            assertThat(postgres.rows()).as("rows in the table").isEqualTo(15_000);
        }
    }
}
