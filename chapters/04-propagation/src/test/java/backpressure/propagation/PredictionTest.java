package backpressure.propagation;

import static backpressure.propagation.TestRecords.MILLI;
import static backpressure.propagation.TestRecords.numbered;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.metrics.TaskReading;
import workbook.world.operator.Filter;
import workbook.world.operator.Operator;
import workbook.world.operator.Operators;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class PredictionTest {

    private static final List<String> TASKS = List.of("source", "map", "filter", "sink");

    /** The numbers of one run. */
    private record Numbers(int senderBuffers, int receiverBuffers, int bufferBytes, int recordBytes, double inPerSecond,
            double slowPerSecond) {

        static Numbers drawn(Random random) {
            int recordBytes = random.nextInt(8, 120);
            int bufferBytes = random.nextInt(6, 16) * (4 + recordBytes) + random.nextInt(4 + recordBytes);
            double inPerSecond = random.nextInt(500, 2_000);
            double slowPerSecond = Math.rint(inPerSecond * random.nextDouble(0.05, 0.3));
            int receiverBuffers = random.nextBoolean() ? 0 : random.nextInt(6, 12);
            return new Numbers(random.nextInt(16, 24), receiverBuffers, bufferBytes, recordBytes, inPerSecond,
                    slowPerSecond);
        }

        TestExchange exchange(Simulation world, String name) {
            return receiverBuffers == 0
                    ? TestExchange.local(world, name, senderBuffers, bufferBytes)
                    : TestExchange.remote(world, name, senderBuffers, 2, receiverBuffers - 2, bufferBytes);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d buffers of %d bytes at the sender, %d at the receiver,"
                    + " records of %d bytes, %.0f/s in, the slow task manages %.0f/s",
                    senderBuffers, bufferBytes, receiverBuffers, recordBytes, inPerSecond, slowPerSecond);
        }
    }

    /** How many records an exchange really held when its writer had to wait and nobody read. */
    private static int roomInARun(Numbers numbers) {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            TestExchange exchange = numbers.exchange(world, "exchange");
            world.start("writer", () -> {
                while (true) {
                    exchange.writer.awaitAvailable();
                    exchange.writer.collect(numbered(0, numbers.recordBytes));
                }
            });
            world.start("time", () -> world.sleep(1_000 * MILLI));
            world.runUntil(MILLI);
            return exchange.records();
        }
    }

    /** Source → map → filter → sink, one of which takes as long for a record as this says. */
    private static TestChain chain(Simulation world, Numbers numbers, String slow, Operator work) {
        Function<String, Operator> perhapsSlow = name ->
                name.equals(slow) ? work : (record, output) -> output.collect(record);
        Operator drop = (record, output) -> { };
        return new TestChain(world, numbers.inPerSecond, numbers.recordBytes, name -> numbers.exchange(world, name))
                .then("map", perhapsSlow.apply("map"))
                .then("filter", perhapsSlow.apply("filter").chain(new Filter(record -> true)))
                .thenSink("sink", perhapsSlow.apply("sink").chain(drop));
    }

    private static Operator taking(Simulation world, double perSecond) {
        return Operators.slowed((record, output) -> output.collect(record), (long) (1e9 / perSecond), world);
    }

    /** When each task of the chain was backpressured for the first time, in seconds; the first one first. */
    private static TreeMap<Double, String> turnsInARun(Simulation world, TestChain chain, double untilSecond) {
        TreeMap<Double, String> turns = new TreeMap<>();
        List<String> turned = new ArrayList<>();
        for (int millis = 0; millis < untilSecond * 1_000; millis++) {
            world.runUntil(millis * MILLI);
            for (int task = 0; task < chain.names.size(); task++) {
                if (chain.backpressuredNanos(task) > 0 && !turned.contains(chain.names.get(task))) {
                    turned.add(chain.names.get(task));
                    turns.put(millis / 1_000.0, chain.names.get(task));
                }
            }
        }
        return turns;
    }

    @Test
    @Tag("4.9")
    @DisplayName("room: the buffers but the sender's last, full, and one record in the last one")
    void roomOfKnownExchanges() {
        assertThat(Prediction.room(10, 0, 32 * 1024, 113))
                .as("local, 10 buffers of 32 KiB, records of 113 bytes: room; 280 fit into a buffer")
                .isEqualTo(9 * 280 + 1);
        assertThat(Prediction.room(3, 2, 29, 6)).as("remote, 3 + 2 buffers of 29 bytes, records of 6 bytes: room;"
                + " a record lies whole in one buffer, so 2 fit").isEqualTo(9);
        assertThat(Prediction.room(10, 10, 32 * 1024, 113))
                .as("remote, 10 + 10 buffers of 32 KiB, records of 113 bytes: room").isEqualTo(19 * 280 + 1);
        assertThat(Prediction.room(2, 0, 10, 6)).as("local, 2 buffers of 10 bytes, records of 6 bytes: room")
                .isEqualTo(2);
    }

    @Test
    @Tag("4.9")
    @DisplayName("room is what an exchange really holds when nobody reads, to the record")
    void roomAsInARun() {
        Seeds.forEachSeed(20, random -> {
            Numbers numbers = Numbers.drawn(random);
            assertThat(Prediction.room(numbers.senderBuffers, numbers.receiverBuffers, numbers.bufferBytes,
                    numbers.recordBytes))
                    .as("%s: room, and what the run held", numbers).isEqualTo(roomInARun(numbers));
        });
    }

    @Test
    @Tag("4.9")
    @DisplayName("an exchange fills with what comes in and isn't read: room ÷ excess, one exchange after the other")
    void secondsOfKnownChains() {
        assertThat(TestWords.rounded(Prediction.secondsUntilBackpressured(1, 900, 1_000, 100)))
                .as("1 exchange with room for 900, 1,000/s in, 100/s out, so 900 more in it each second")
                .isEqualTo(1.0);
        assertThat(TestWords.rounded(Prediction.secondsUntilBackpressured(3, 900, 1_000, 100)))
                .as("3 exchanges with room for 900 each, 1,000/s in, 100/s out").isEqualTo(3.0);
        assertThat(TestWords.rounded(Prediction.secondsUntilBackpressured(2, 101, 500, 99.5)))
                .as("2 exchanges with room for 101 each, 500/s in, 99.5/s out")
                .isEqualTo(TestWords.rounded(202 / 400.5));
    }

    @Test
    @Tag("4.9")
    @DisplayName("the tasks above the slow one turn, the nearest first; the slow one doesn't, nor those below it")
    void whoTurns() {
        assertThat(turnBackpressured(TASKS, "sink"))
                .as("source, map, filter, sink; the sink is slow: who turns")
                .containsExactly("filter", "map", "source");
        assertThat(turnBackpressured(TASKS, "map"))
                .as("source, map, filter, sink; the map is slow: who turns")
                .containsExactly("source");
        assertThat(turnBackpressured(TASKS, "source"))
                .as("source, map, filter, sink; the source is slow: who turns")
                .isEmpty();
    }

    @Test
    @Tag("4.9")
    @DisplayName("a slow sink: which tasks turn, in which order, and after how long, as in the run")
    void aSlowSinkAsInARun() {
        Seeds.forEachSeed(4, random -> assertRunAsPredicted(Numbers.drawn(random), "sink"));
    }

    @Test
    @Tag("4.9")
    @DisplayName("a slow filter or a slow map: those below it never turn, as in the run")
    void aSlowFilterOrMapAsInARun() {
        Seeds.forEachSeed(2, random -> {
            assertRunAsPredicted(Numbers.drawn(random), "filter");
            assertRunAsPredicted(Numbers.drawn(random), "map");
        });
    }

    /** In a list of our own, name by name: what it equals must not be up to the answer. */
    private static List<String> turnBackpressured(List<String> tasks, String slow) {
        List<String> turn = new ArrayList<>();
        for (String task : Prediction.turnBackpressured(tasks, slow)) {
            turn.add(task);
        }
        return turn;
    }

    /** {@code "there turned filter after 0.363 s, map after 0.712 s"}. */
    private static String told(TreeMap<Double, String> turns) {
        List<String> words = new ArrayList<>();
        turns.forEach((second, task) -> words.add(String.format(Locale.ROOT, "%s after %.3f s", task, second)));
        return words.isEmpty() ? "nobody turned" : "there turned " + String.join(", ", words);
    }

    private static void assertRunAsPredicted(Numbers numbers, String slow) {
        int room = roomInARun(numbers);
        double perExchange = room / (numbers.inPerSecond - numbers.slowPerSecond);
        try (Simulation world = new Simulation(Order.seeded(1))) {
            TestChain chain = chain(world, numbers, slow, taking(world, numbers.slowPerSecond));
            chain.start(Long.MAX_VALUE);
            TreeMap<Double, String> turns = turnsInARun(world, chain, 1.3 * 3 * perExchange);
            String run = String.format("%s is slow; room for %d in each exchange: %s", slow, room, numbers);

            assertThat(turnBackpressured(TASKS, slow))
                    .as("%s%nturnBackpressured; in the run %s", run, told(turns))
                    .containsExactlyElementsOf(turns.values());
            turns.forEach((second, task) -> {
                int exchanges = TASKS.indexOf(slow) - TASKS.indexOf(task);
                double predicted = Prediction.secondsUntilBackpressured(exchanges, room, numbers.inPerSecond,
                        numbers.slowPerSecond);
                assertThat(TestWords.rounded(predicted))
                        .as("%s%nsecondsUntilBackpressured for %s; exchanges between: %d; in the run after %.3f s,"
                                + " and 15 %% more or less is near enough",
                                run, task, exchanges, second)
                        .isBetween(TestWords.rounded(0.85 * second), TestWords.rounded(1.15 * second));
            });
            chain.read();
            world.runUntil(world.clock().nanoTime() + 1_000 * MILLI);
            TaskReading slowOne = chain.read().get(TASKS.indexOf(slow));
            assertThat(TestWords.rounded(slowOne.shares().busy()))
                    .as("%s%nonce they have turned, %s, for one second: busy", run, slow)
                    .isGreaterThan(990);
        }
    }

    @Test
    @Tag("4.9")
    @DisplayName("recovery: what has piled up, divided by how much faster the slow one is now than records come in")
    void recoveryOfKnownChains() {
        assertThat(TestWords.rounded(Prediction.secondsToRecover(60, 1_000, 100, 2_000)))
                .as("60 s long 100/s of 1,000/s in; now 2,000/s: 54,000 have piled up, and it gains 1,000/s")
                .isEqualTo(54);
        assertThat(TestWords.rounded(Prediction.secondsToRecover(10, 1_000, 400, 1_600)))
                .as("10 s long 400/s of 1,000/s in; now 1,600/s")
                .isEqualTo(10);
        assertThat(TestWords.rounded(Prediction.secondsToRecover(2, 300, 299, 301.5)))
                .as("2 s long 299/s of 300/s in; now 301.5/s")
                .isEqualTo(TestWords.rounded(2 / 1.5));
    }

    @Test
    @Tag("4.9")
    @DisplayName("recovery takes as long as in the run")
    void recoveryAsInARun() {
        Seeds.forEachSeed(2, random -> {
            Numbers numbers = Numbers.drawn(random);
            double fastPerSecond = Math.rint(numbers.inPerSecond * random.nextDouble(1.3, 2.5));
            double slowSeconds = random.nextDouble(4, 8);
            try (Simulation world = new Simulation(Order.seeded(1))) {
                Operator slow = taking(world, numbers.slowPerSecond);
                Operator fast = taking(world, fastPerSecond);
                long recovers = (long) (slowSeconds * 1e9);
                TestChain chain = chain(world, numbers, "sink", (record, output) ->
                        (world.clock().nanoTime() < recovers ? slow : fast).processElement(record, output));
                chain.start(Long.MAX_VALUE);
                world.runUntil(recovers);
                long piledUp = chain.piledUp();
                double second = slowSeconds;
                // a part-filled buffer in each exchange is no pile
                int always = 3 * numbers.bufferBytes / (4 + numbers.recordBytes);
                while (chain.piledUp() > always && second < 100) {
                    second += 0.01;
                    world.runUntil((long) (second * 1e9));
                }
                double predicted = Prediction.secondsToRecover(slowSeconds, numbers.inPerSecond,
                        numbers.slowPerSecond, fastPerSecond);
                assertThat(TestWords.rounded(predicted))
                        .as("%s%nslow for %.3f s, by which time %d had piled up; then %.0f/s; secondsToRecover,"
                                + " when in the run all was dealt with after %.3f s, and 15 %% more or less is near"
                                + " enough",
                                numbers, slowSeconds, piledUp, fastPerSecond, second - slowSeconds)
                        .isBetween(TestWords.rounded(0.85 * (second - slowSeconds)),
                                TestWords.rounded(1.15 * (second - slowSeconds)));
            }
        });
    }

    @Test
    @Tag("4.9")
    @DisplayName("chained into one task, map, filter and sink are just busy: no pressure between them can be seen")
    void chainedTheyAreOneTask() {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            Operator chained = Operators.map(record -> record)
                    .chain(new Filter(record -> true))
                    .chain(Operators.slowed((record, output) -> { }, 10 * MILLI, world));
            List<String> names = List.of("source", "map+filter+sink");
            TestChain chain = new TestChain(world, 1_000, 60, name -> TestExchange.local(world, name, 4, 640))
                    .thenSink(names.get(1), chained);
            chain.start(Long.MAX_VALUE);
            TreeMap<Double, String> turns = turnsInARun(world, chain, 1);
            chain.read();
            world.runUntil(2_000 * MILLI);
            List<TaskReading> readings = chain.read();

            String run = "1,000 records/s → map, filter and sink chained, 10 ms for each record: ";
            assertThat(turnBackpressured(names, names.get(1)))
                    .as(run + "turnBackpressured, and who turned in the run")
                    .containsExactlyElementsOf(turns.values());
            assertThat(TestWords.rounded(readings.get(1).shares().busy())).as(run + "the chained task is busy")
                    .isGreaterThan(990);
            assertThat(TestWords.rounded(readings.get(1).shares().backpressured()))
                    .as(run + "the chained task is backpressured").isZero();
            assertThat(TestWords.rounded(readings.get(0).shares().backpressured()))
                    .as(run + "the source is backpressured")
                    .isGreaterThan(990);
        }
    }
}
