package backpressure.lag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.world.kafka.SimulatedTopic;
import workbook.world.simulation.Order;
import workbook.world.simulation.Simulation;

@ChapterTest
class OffsetsShow {

    private static final long SECOND = 1_000_000_000;

    @Test
    @Tag("see")
    @DisplayName("three partitions' offsets pull away from their consumer")
    void offsetsPullAway() {
        try (Simulation world = new Simulation(Order.seeded(1))) {
            SimulatedTopic topic = new SimulatedTopic(3, 1_000, 100, Long.MAX_VALUE, world);
            Consumer consumer = new Consumer(topic, "group");
            LagMonitor monitor = new LagMonitor(topic, consumer, "group", world.clock());
            TestExchange exchange = new TestExchange(10, 50, 100, world);
            SourceTask source =
                    new SourceTask(topic, consumer, 150, exchange.writer, world.lock("source"), world.clock());
            world.start("source", source::run);
            world.start("map", () -> exchange.readSlowly(SECOND / 100));

            StringBuilder table = new StringBuilder("""

                    in 1,000 records/s, out 100/s; a poll brings 150 at most; a commit every 4 s
                    end = log-end offset, pos = position, com = committed offset

                        |  partition 0   |  partition 1   |  partition 2   |         lag by
                      s |  end  pos  com |  end  pos  com |  end  pos  com |   pos   com reported
                    ----+----------------+----------------+----------------+---------------------
                    """);
            for (int second = 0; second <= 12; second++) {
                world.runUntil(second * SECOND);
                if (second % 4 == 0) {
                    consumer.commit();
                }
                table.append("%3d |".formatted(second));
                for (int partition = 0; partition < 3; partition++) {
                    table.append("%5d%5d%5d |".formatted(topic.endOffset(partition), consumer.position(partition),
                            topic.committed("group", partition)));
                }
                table.append("%6d%6d%9d%n".formatted(monitor.lagByPosition(), monitor.lagByCommitted(),
                        consumer.reportedLag()));
            }
            System.out.println(table);

            assertThat(monitor.lagByPosition()).as("lag by position after 12 s of 1,000 in and 100 out")
                    .isBetween(9_000L, 12_000L);
        }
    }
}
