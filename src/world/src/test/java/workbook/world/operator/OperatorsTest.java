package workbook.world.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

class OperatorsTest {

    private final List<String> out = new ArrayList<>();
    private final Output output = record -> out.add(new String(record, US_ASCII));

    @Test
    void mapHandsOnEachRecordChanged() throws Exception {
        Operator twice = Operators.map(record -> bytes(text(record) + text(record)));
        process(twice, "a", "b");
        assertThat(out).containsExactly("aa", "bb");
    }

    @Test
    void filterDropsAndCounts() throws Exception {
        Filter filter = new Filter(record -> record[0] != 'x');
        process(filter, "a", "x", "b", "x", "x");
        assertThat(out).containsExactly("a", "b");
        assertThat(filter.dropped()).isEqualTo(3);
    }

    @Test
    void slowedTakesItsTimeFirst() {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            Operator map = Operators.map(record -> bytes(text(record) + "@" + world.clock().nanoTime()));
            Operator slowed = Operators.slowed(map, 500, world);
            world.start("map", () -> process(slowed, "a", "b"));
            world.run();
            assertThat(out).containsExactly("a@500", "b@1000");
            assertThat(Operators.slowed(map, 0, world)).isSameAs(map);
        }
    }

    @Test
    void whatTheFirstHandsOnTheNextOneTakes() throws Exception {
        Operator both = new Recorder("1", Long.MAX_VALUE).chain(new Recorder("2", Long.MAX_VALUE));
        process(both, "a");
        both.endInput(output);
        assertThat(out).as("a goes through both; then the first ends before the second")
                .containsExactly("a12", "end12", "end2");
    }

    @Test
    void theEarlierTimerGoesFirst() throws Exception {
        Recorder first = new Recorder("1", 20);
        Recorder second = new Recorder("2", 10);
        Operator both = first.chain(second);
        assertThat(both.nextTimer()).isEqualTo(10);
        both.onProcessingTime(output);
        assertThat(both.nextTimer()).isEqualTo(20);
        both.onProcessingTime(output);
        assertThat(both.nextTimer()).isEqualTo(Long.MAX_VALUE);
        assertThat(out).containsExactly("time2", "time12");
    }

    @Test
    void aChainMayBeChained() throws Exception {
        Operator three = new Recorder("1", 30).chain(new Recorder("2", 20)).chain(new Recorder("3", 10));
        process(three, "a");
        assertThat(three.nextTimer()).isEqualTo(10);
        three.endInput(output);
        assertThat(out).containsExactly("a123", "end123", "end23", "end3");
    }

    @Test
    void whatAChainedOperatorThrowsFailsTheChain() {
        Operator first = Operators.map(record -> record);
        assertThatThrownBy(() -> process(first.chain((record, to) -> {
            throw new IOException("disk full");
        }), "a")).isInstanceOf(IllegalStateException.class).cause().hasMessage("disk full");
        assertThatThrownBy(() -> process(first.chain((record, to) -> {
            throw new IllegalArgumentException("too long");
        }), "a")).isInstanceOf(IllegalArgumentException.class).hasMessage("too long");
        assertThatThrownBy(() -> process(first.chain((record, to) -> {
            throw new InterruptedException();
        }), "a")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void anOperatorHasNoTimerUnlessItSaysSo() throws Exception {
        Operator map = Operators.map(record -> record);
        map.onProcessingTime(output);
        map.endInput(output);
        assertThat(map.nextTimer()).isEqualTo(Long.MAX_VALUE);
        assertThat(out).isEmpty();
    }

    @Test
    void inHandIsWhatAnOperatorIsAt() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Recorder recorder = new Recorder("r", 7);
        InHand[] inHand = new InHand[1];
        inHand[0] = new InHand(recorder);
        inHand[0].processElement(bytes("a"), record -> seen.add(inHand[0].records()));
        seen.add(inHand[0].records());
        assertThat(seen).as("while it hands on a record, and afterwards").containsExactly(1, 0);

        assertThat(inHand[0].nextTimer()).isEqualTo(7);
        inHand[0].onProcessingTime(output);
        inHand[0].endInput(output);
        assertThat(out).containsExactly("timer", "endr");
    }

    /** Adds its name to all that passes, and hands on what else it is told. */
    private static final class Recorder implements Operator {

        private final String name;
        private long timer;

        Recorder(String name, long timer) {
            this.name = name;
            this.timer = timer;
        }

        @Override
        public void processElement(byte[] record, Output output) throws InterruptedException {
            output.collect(bytes(text(record) + name));
        }

        @Override
        public long nextTimer() {
            return timer;
        }

        @Override
        public void onProcessingTime(Output output) throws InterruptedException {
            timer = Long.MAX_VALUE;
            output.collect(bytes("time" + name));
        }

        @Override
        public void endInput(Output output) throws InterruptedException {
            output.collect(bytes("end" + name));
        }
    }

    private void process(Operator operator, String... records) throws Exception {
        for (String record : records) {
            operator.processElement(bytes(record), output);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, US_ASCII);
    }
}
