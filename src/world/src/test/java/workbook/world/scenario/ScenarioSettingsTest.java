package workbook.world.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import workbook.world.operator.Filter;
import workbook.world.operator.StreamRecord;

class ScenarioSettingsTest {

    private static final ScenarioSettings DEFAULTS = ScenarioSettings.defaults();

    private record Setting(String name, BiFunction<ScenarioSettings, Long, ScenarioSettings> with,
            Function<ScenarioSettings, Number> get, long least, long most) {
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting("inPerSecond", ScenarioSettings::withInPerSecond, ScenarioSettings::inPerSecond, 1, 1_000_000),
            new Setting("outPerSecond", ScenarioSettings::withOutPerSecond,
                    ScenarioSettings::outPerSecond, 1, 1_000_000),
            new Setting("seconds", ScenarioSettings::withSeconds, ScenarioSettings::seconds, 1, 86_400),
            new Setting("recordBytes", (s, v) -> s.withRecordBytes(v.intValue()), ScenarioSettings::recordBytes,
                    8, 1_000_000),
            new Setting("partitions", (s, v) -> s.withPartitions(v.intValue()), ScenarioSettings::partitions, 1, 1_000),
            new Setting("bufferBytes", (s, v) -> s.withBufferBytes(v.intValue()), ScenarioSettings::bufferBytes,
                    64, 16 * 1024 * 1024),
            new Setting("parallelism", (s, v) -> s.withParallelism("filter", v.intValue()), s -> s.parallelism("filter"),
                    1, 64),
            new Setting("recoversToPerSecond", ScenarioSettings::withRecoversToPerSecond,
                    ScenarioSettings::recoversToPerSecond, 1, 1_000_000),
            new Setting("exclusiveBuffers", (s, v) -> s.withExclusiveBuffers(v.intValue()),
                    ScenarioSettings::exclusiveBuffers, 1, 10_000),
            new Setting("floatingBuffers", (s, v) -> s.withFloatingBuffers(v.intValue()),
                    ScenarioSettings::floatingBuffers, 0, 10_000),
            new Setting("bufferTimeoutMillis", ScenarioSettings::withBufferTimeoutMillis,
                    s -> s.bufferTimeoutMillis().orElseThrow(), 1, 3_600_000),
            new Setting("maxPollRecords", (s, v) -> s.withMaxPollRecords(v.intValue()),
                    ScenarioSettings::maxPollRecords, 1, 1_000_000),
            new Setting("batchRows", (s, v) -> s.withBatchRows(v.intValue()),
                    ScenarioSettings::batchRows, 1, 1_000_000),
            new Setting("batchTimeoutMillis", ScenarioSettings::withBatchTimeoutMillis,
                    ScenarioSettings::batchTimeoutMillis, 1, 3_600_000),
            new Setting("commitMillis", ScenarioSettings::withCommitMillis,
                    ScenarioSettings::commitMillis, 0, 3_600_000),
            new Setting("mapMicros", ScenarioSettings::withMapMicros, ScenarioSettings::mapMicros, 0, 3_600_000_000L),
            new Setting("filterMicros", ScenarioSettings::withFilterMicros, ScenarioSettings::filterMicros,
                    0, 3_600_000_000L),
            new Setting("keepOneIn", (s, v) -> s.withKeepOneIn(v.intValue()),
                    ScenarioSettings::keepOneIn, 1, 1_000_000),
            new Setting("totalRecords", ScenarioSettings::withTotalRecords, ScenarioSettings::totalRecords,
                    0, Long.MAX_VALUE));

    @TestFactory
    Stream<DynamicTest> eachTakesItsValueInACopy() {
        return SETTINGS.stream().map(setting -> dynamicTest(setting.name, () -> {
            Number before = setting.get.apply(DEFAULTS);
            for (long value : new long[] {setting.least, setting.most}) {
                ScenarioSettings changed = setting.with.apply(DEFAULTS, value);
                assertThat(setting.get.apply(changed).longValue()).isEqualTo(value);
                for (Setting other : SETTINGS) {
                    if (other != setting) {
                        assertThat(other.get.apply(changed)).as(other.name).isEqualTo(other.get.apply(DEFAULTS));
                    }
                }
            }
            assertThat(setting.get.apply(DEFAULTS)).as("the original").isEqualTo(before);
        }));
    }

    @TestFactory
    Stream<DynamicTest> eachRefusesWhatMakesNoSense() {
        return SETTINGS.stream().map(setting -> dynamicTest(setting.name, () -> {
            List<Long> senseless = new ArrayList<>(List.of(setting.least - 1));
            if (setting.most < Integer.MAX_VALUE) {
                senseless.add(setting.most + 1);
            }
            for (long value : senseless) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> setting.with.apply(DEFAULTS, value))
                        .withMessageStartingWith(value + " ")
                        .withMessageContaining("from " + setting.least + " to " + setting.most);
            }
        }));
    }

    @Test
    void refusesNoNetwork() {
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withNetwork(null));
        assertThat(DEFAULTS.withNetwork(Network.LOCAL).network()).isEqualTo(Network.LOCAL);
        assertThat(DEFAULTS.network()).isEqualTo(Network.REMOTE);
    }

    @Test
    void aBufferTimeoutCanBeLeftOut() {
        assertThat(DEFAULTS.bufferTimeoutMillis()).hasValue(100);
        assertThat(DEFAULTS.withoutBufferTimeout().bufferTimeoutMillis()).isEmpty();
    }

    @Test
    void anySeedWillDo() {
        assertThat(DEFAULTS.withSeed(-7).seed()).isEqualTo(-7);
    }

    @Test
    void recoveryIsATimeAndARate() {
        assertThat(DEFAULTS.recoversAtSecond()).isEmpty();
        ScenarioSettings recovers = DEFAULTS.withRecovery(60, 2_000);
        assertThat(recovers.recoversAtSecond()).hasValue(60);
        assertThat(recovers.recoversToPerSecond()).isEqualTo(2_000);
        assertThat(recovers.outPerSecond()).isEqualTo(100);
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withRecovery(0, 2_000));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withRecovery(60, 0));
    }

    @Test
    void operatorsAreTasksOfTheirOwnOrChained() {
        assertThat(DEFAULTS.tasks()).extracting(TaskSettings::name).containsExactly("source", "map", "filter", "sink");
        assertThat(DEFAULTS.withChain("map", "filter").tasks()).extracting(TaskSettings::name)
                .containsExactly("source", "map+filter", "sink");
        assertThat(DEFAULTS.withChain("source", "map").withChain("map", "filter").tasks()).extracting(TaskSettings::name)
                .containsExactly("source+map+filter", "sink");
        assertThat(DEFAULTS.tasks()).as("the original").hasSize(4);
        for (String[] chain : new String[][] {{}, {"map"}, {"map", "sink"}, {"filter", "map"}, {"map", "map"},
            {"sink", "source"}, {"map", "nonsense"}}) {
            assertThatIllegalArgumentException().as(String.join("+", chain)).isThrownBy(() -> DEFAULTS.withChain(chain));
        }
    }

    @Test
    void eachTaskHasItsParallelism() {
        assertThat(DEFAULTS.withParallelism(3).withParallelism("sink", 4).tasks()).extracting(TaskSettings::parallelism)
                .containsExactly(3, 3, 3, 4);
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.withParallelism("nonsense", 2));
        assertThatIllegalArgumentException().as("more sources than partitions")
                .isThrownBy(DEFAULTS.withParallelism(4)::tasks);
        assertThatIllegalArgumentException().as("a chain of different parallelism")
                .isThrownBy(DEFAULTS.withChain("map", "filter").withParallelism("map", 2)::tasks);
        assertThat(DEFAULTS.withChain("map", "filter").withParallelism(2).tasks()).hasSize(3);
    }

    @Test
    void buffersOfAPoolDependOnItsChannels() {
        assertThat(DEFAULTS.senderBuffers()).isEqualTo(10);
        assertThat(DEFAULTS.senderBuffers(4)).isEqualTo(16);
        assertThat(DEFAULTS.withExclusiveBuffers(1).withFloatingBuffers(0).senderBuffers(4))
                .as("one to be filled for each channel, and one more").isEqualTo(5);
    }

    @Test
    void networkMemoryIsThatOfAllBuffers() {
        assertThat(DEFAULTS.networkMemoryBytes()).as("3 exchanges of 10 + 10").isEqualTo(60 * 32 * 1024);
        assertThat(DEFAULTS.withNetwork(Network.LOCAL).networkMemoryBytes()).isEqualTo(30 * 32 * 1024);
        assertThat(DEFAULTS.withParallelism("sink", 4).networkMemoryBytes())
                .as("2 exchanges of 10 + 10, one of 16 + 4 × 10").isEqualTo(96 * 32 * 1024);
        assertThat(DEFAULTS.withChain("source", "map", "filter", "sink").networkMemoryBytes()).isZero();
    }

    @Test
    void theDefaultsAreThoseOfTheScenario() {
        assertThat(DEFAULTS.inPerSecond()).isEqualTo(1_000);
        assertThat(DEFAULTS.outPerSecond()).isEqualTo(100);
        assertThat(DEFAULTS.partitions()).isEqualTo(3);
        assertThat(DEFAULTS.batchRows()).isEqualTo(200);
        assertThat(DEFAULTS.bufferBytes()).isEqualTo(32 * 1024);
        assertThat(DEFAULTS.exclusiveBuffers() + " + " + DEFAULTS.floatingBuffers()).isEqualTo("2 + 8");
        assertThat(DEFAULTS.streamRecordBytes()).isEqualTo(113);
        assertThat(DEFAULTS.recordsPerBuffer()).isEqualTo(280);
        assertThat(DEFAULTS.withRecordBytes(1_000).recordsPerBuffer()).isEqualTo(32);
    }

    @Test
    void theSocketHoldsOneRowAtLeast() {
        assertThat(DEFAULTS.socketRows()).as("of 113 bytes, in 16 KiB").isEqualTo(144);
        assertThat(DEFAULTS.withRecordBytes(1_000_000).socketRows()).isEqualTo(1);
    }

    @Test
    void theFilterKeepsOneInSoMany() throws Exception {
        Filter all = DEFAULTS.filter();
        Filter third = DEFAULTS.withKeepOneIn(3).filter();
        List<byte[]> kept = new ArrayList<>();
        for (long number = 0; number < 9; number++) {
            byte[] record = new StreamRecord(0, ByteBuffer.allocate(8).putLong(number).array()).toBytes();
            all.processElement(record, any -> { });
            third.processElement(record, kept::add);
        }
        assertThat(all.dropped()).isZero();
        assertThat(third.dropped()).isEqualTo(6);
        assertThat(kept).hasSize(3);
    }
}
