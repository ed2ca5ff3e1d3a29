package backpressure.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static workbook.testkit.Explorer.explore;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.world.operator.Output;
import workbook.world.postgres.SimulatedPostgres;
import workbook.world.postgres.Table;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class BatchingSinkTest {

    private static final long DELAY = 1_000;
    private static final Output NONE = record -> {
        throw new AssertionError("a sink emits nothing");
    };

    private final Table table = mock(Table.class);
    /** The rows of each insert, as they were when it was called: {@code "a b c"}. */
    private final List<String> inserts = new ArrayList<>();
    private long now;

    @BeforeEach
    void recordInserts() throws Exception {
        doAnswer(insert -> inserts.add(words(insert.getArgument(0)))).when(table).insert(anyList());
    }

    @Test
    @Tag("6.1")
    @DisplayName("rows are gathered until the batch is full, and then written by one insert, in order")
    void writesAFullBatch() throws Exception {
        BatchingSink sink = sink(3, 0);
        process(sink, "a", "b");
        verify(table, never().description("no insert before the batch of 3 is full: 2 rows so far")).insert(anyList());
        assertThat(sink.unacknowledged()).as("rows taken and not acknowledged, after 2 of 3").isEqualTo(2);

        process(sink, "c");
        assertThat(inserts).as("inserts after the third row of a batch of 3").containsExactly("a b c");
        assertThat(sink.unacknowledged()).as("rows taken and not acknowledged, after the insert").isZero();

        process(sink, "d", "e", "f", "g");
        assertThat(inserts).as("inserts after seven rows").containsExactly("a b c", "d e f");
    }

    @Test
    @Tag("6.1")
    @DisplayName("a batch of one is written at once")
    void aBatchOfOne() throws Exception {
        process(sink(1, 0), "a", "b");
        assertThat(inserts).as("inserts after two rows, batches of 1").containsExactly("a", "b");
    }

    @Test
    @Tag("6.1")
    @DisplayName("rows count as not acknowledged while their insert is under way")
    void unacknowledgedDuringTheInsert() throws Exception {
        BatchingSink sink = sink(3, 0);
        List<Integer> during = new ArrayList<>();
        doAnswer(insert -> during.add(sink.unacknowledged())).when(table).insert(anyList());
        process(sink, "a", "b", "c");
        assertThat(during).as("unacknowledged(), asked by another thread while the insert of 3 rows is under way")
                .containsExactly(3);
    }

    @Test
    @Tag("6.1")
    @DisplayName("another task may ask how many rows aren't acknowledged, whatever the sink is doing")
    void anotherTaskAsks() {
        explore(world -> {
            List<Integer> answers = new ArrayList<>();
            SimulatedPostgres postgres = new SimulatedPostgres(100, 0, 3, rows -> { }, world);
            BatchingSink sink = new BatchingSink(postgres, 3, DELAY, 0, world.clock());
            world.start("sink", () -> {
                for (String row : List.of("a", "b", "c", "d")) {
                    world.sleep(10_000_000);
                    process(sink, row);
                }
            });
            world.start("ledger", () -> {
                for (long millis : new long[] {5, 10, 10, 10, 40}) {
                    world.sleep(millis * 1_000_000);
                    answers.add(sink.unacknowledged());
                }
            });
            return () -> assertThat(answers)
                    .as("unacknowledged(), asked by another task at 5, 15, 25, 35 and 75 ms; rows come at 10, 20 and 30 ms,"
                            + " the insert of these three takes until 60, the fourth comes at 70")
                    .containsExactly(0, 1, 2, 3, 1);
        });
    }

    @Test
    @Tag("6.1")
    @DisplayName("the oldest row sets the timer; when it goes off, what is there is written")
    void writesWhenTheTimerGoesOff() throws Exception {
        BatchingSink sink = sink(3, 0);
        assertThat(sink.nextTimer()).as("next timer of an empty batch: never").isEqualTo(Long.MAX_VALUE);

        now = 500;
        process(sink, "a");
        now = 900;
        process(sink, "b");
        assertThat(sink.nextTimer())
                .as("next timer, with rows that came at 500 and 900 and may wait 1,000").isEqualTo(1_500);

        now = 1_500;
        sink.onProcessingTime(NONE);
        assertThat(inserts).as("inserts once the timer went off").containsExactly("a b");
        assertThat(sink.nextTimer()).as("next timer then: never").isEqualTo(Long.MAX_VALUE);

        now = 1_600;
        process(sink, "c");
        assertThat(sink.nextTimer()).as("next timer, with a row that came at 1,600").isEqualTo(2_600);
    }

    @Test
    @Tag("6.1")
    @DisplayName("a batch that filled up needs no timer any more")
    void aFullBatchNeedsNoTimer() throws Exception {
        BatchingSink sink = sink(2, 0);
        process(sink, "a", "b");
        assertThat(sink.nextTimer()).as("next timer, the batch of 2 having been written").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Tag("6.1")
    @DisplayName("at the end of the input the last rows are written, too; no insert is empty")
    void writesTheRest() throws Exception {
        BatchingSink sink = sink(3, 0);
        process(sink, "a", "b", "c", "d");
        sink.endInput(NONE);
        assertThat(inserts).as("inserts of 4 rows, batches of 3, and the end").containsExactly("a b c", "d");

        BatchingSink idle = sink(3, 0);
        idle.onProcessingTime(NONE);
        idle.endInput(NONE);
        assertThat(inserts).as("the same inserts: a sink without rows writes none").hasSize(2);
    }

    @Test
    @Tag("6.2")
    @DisplayName("a failed insert is tried again with the same rows, and loses none")
    void triesAgain() throws Exception {
        doThrow(new SQLException("try 1"), new SQLException("try 2"))
                .doAnswer(insert -> inserts.add(words(insert.getArgument(0)))).when(table).insert(anyList());
        BatchingSink sink = sink(2, 2);
        process(sink, "a", "b", "c");
        verify(table, times(3).description("two tries of the first batch fail, the third succeeds")).insert(anyList());
        assertThat(inserts).as("inserts that succeeded").containsExactly("a b");
        assertThat(sink.unacknowledged()).as("rows not acknowledged: the third").isEqualTo(1);
    }

    @Test
    @Tag("6.2")
    @DisplayName("a batch that isn't full is tried again like any other: when the timer goes off, and at the end of the input")
    void triesAPartFilledBatchAgain() throws Exception {
        SQLException failure = new SQLException("not now");
        Answer<?> success = insert -> inserts.add(words(insert.getArgument(0)));
        doThrow(failure, failure).doAnswer(success).doThrow(failure, failure).doAnswer(success).when(table).insert(anyList());
        BatchingSink sink = sink(5, 2);
        process(sink, "a", "b");
        assertThat(TestText.thrown(catchThrowable(() -> sink.onProcessingTime(NONE))))
                .as("what onProcessingTime throws: 2 rows of a batch of 5, 2 retries; the first two tries fail, the third"
                        + " succeeds").isEqualTo("nothing");
        process(sink, "c");
        assertThat(TestText.thrown(catchThrowable(() -> sink.endInput(NONE))))
                .as("what endInput throws: 1 row of a batch of 5, 2 retries; the first two tries fail, the third succeeds")
                .isEqualTo("nothing");
        assertThat(inserts).as("inserts that succeeded").containsExactly("a b", "c");
    }

    @Test
    @Tag("6.2")
    @DisplayName("when every try has failed, the last failure comes out, and the rows are still there")
    void givesUp() throws Exception {
        SQLException last = new SQLException("try 3");
        doThrow(new SQLException("try 1"), new SQLException("try 2"), last).when(table).insert(anyList());
        BatchingSink sink = sink(2, 2);
        process(sink, "a");
        Throwable thrown = catchThrowable(() -> process(sink, "b"));
        assertThat(TestText.thrown(thrown))
                .as("what comes out with the second row of a batch of 2; all 1 + 2 tries fail")
                .isEqualTo(TestText.thrown(last));
        assertThat(thrown == last).as("whether it is the very same that the last try threw").isTrue();
        verify(table, times(3).description("one try and 2 retries, no more")).insert(anyList());
        assertThat(sink.unacknowledged()).as("rows not acknowledged, all tries of the batch of 2 having failed: they are still in it")
                .isEqualTo(2);
    }

    @Test
    @Tag("6.2")
    @DisplayName("each batch has its own tries, however often inserts have failed before")
    void eachBatchHasItsOwnTries() throws Exception {
        SQLException failure = new SQLException("not now");
        Answer<?> success = insert -> inserts.add(words(insert.getArgument(0)));
        doThrow(failure, failure).doAnswer(success).doThrow(failure, failure).doAnswer(success).when(table).insert(anyList());
        BatchingSink sink = sink(2, 2);
        assertThat(TestText.thrown(catchThrowable(() -> process(sink, "a", "b"))))
                .as("what comes out of a batch of 2 with 2 retries, of whose tries the third succeeds").isEqualTo("nothing");
        assertThat(TestText.thrown(catchThrowable(() -> process(sink, "c", "d"))))
                .as("what comes out of the next batch, of whose tries the third succeeds, too").isEqualTo("nothing");
        assertThat(inserts).as("inserts that succeeded").containsExactly("a b", "c d");
    }

    @Test
    @Tag("6.2")
    @DisplayName("an interrupted insert is not tried again")
    void anInterruptIsNoFailure() throws Exception {
        doThrow(new InterruptedException()).when(table).insert(anyList());
        BatchingSink sink = sink(1, 3);
        assertThatExceptionOfType(InterruptedException.class)
                .as("a row whose insert is interrupted").isThrownBy(() -> process(sink, "a"));
        verify(table, times(1).description("the interrupted insert, and no other")).insert(anyList());
    }

    @Test
    @Tag("6.2")
    @DisplayName("failed inserts lose and double nothing; a lost answer doubles that batch, and no more")
    void againstADatabaseThatFails() {
        Seeds.forEachSeed(50, random -> {
            int batchRows = 1 + random.nextInt(5);
            int rows = batchRows * (5 + random.nextInt(5));   // no rest: the end is 6.1's
            int badRow = random.nextInt(rows);
            boolean answerLost = random.nextBoolean();
            List<String> written = new ArrayList<>();
            try (Simulation world = new Simulation(Order.seeded(1))) {
                SimulatedPostgres postgres = new SimulatedPostgres(100, 0, 3, batch -> written.add(words(batch)),
                        world);
                BatchingSink sink = new BatchingSink(postgres, batchRows, DELAY, 1, world.clock());
                List<String> taken = new ArrayList<>();
                world.start("sink", () -> {
                    for (int row = 0; row < rows; row++) {
                        if (row == badRow && answerLost) {
                            postgres.loseNextAnswer();
                        } else if (row == badRow) {
                            postgres.failNextInsert();
                        }
                        taken.add("r" + row);
                        process(sink, "r" + row);
                    }
                });
                world.run();
                int badBatch = badRow / batchRows;
                List<String> batches = batchesOf(batchRows, taken);
                if (answerLost) {
                    batches.add(badBatch, batches.get(badBatch));
                }
                assertThat(written)
                        .as("batches in the table: %s rows, %s to a batch; of batch %s %s", rows, batchRows, badBatch,
                                answerLost ? "the answer to the commit was lost" : "the first insert failed")
                        .isEqualTo(batches);
            }
        });
    }

    private BatchingSink sink(int batchRows, int maxRetries) {
        return new BatchingSink(table, batchRows, DELAY, maxRetries, () -> now);
    }

    private static void process(BatchingSink sink, String... rows) throws Exception {
        for (String row : rows) {
            sink.processElement(row.getBytes(StandardCharsets.UTF_8), NONE);
        }
    }

    private static List<String> batchesOf(int batchRows, List<String> rows) {
        List<String> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += batchRows) {
            batches.add(String.join(" ", rows.subList(from, Math.min(rows.size(), from + batchRows))));
        }
        return batches;
    }

    private static String words(List<byte[]> rows) {
        return rows.stream().map(row -> new String(row, StandardCharsets.UTF_8)).collect(Collectors.joining(" "));
    }
}
