package workbook.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.lab.cluster.FlinkRest.CheckpointSeen;
import workbook.lab.cluster.FlinkRest.JobState;

/** What is told of a broker's and of a TaskManager's end. Times in milliseconds. */
class LossesTest {

    private static final long KILLED = 100_000;
    private static final int RESTARTS = 3;

    @Test
    @DisplayName("the broker that leads most partitions is killed; of several, the first")
    void busiest() {
        assertThat(BrokerLoss.busiest(new int[] {1, 2, 3, 3, 2, 3})).isEqualTo(3);
        assertThat(BrokerLoss.busiest(new int[] {3, 2, 1, 2, 1, 3})).isEqualTo(1);
        assertThat(BrokerLoss.busiest(new int[] {-1, -1, 2})).as("some have no leader yet").isEqualTo(2);
    }

    @Test
    @DisplayName("a broker's loss is told once, when others lead and records are acknowledged again")
    void broker() {
        BrokerLoss loss = new BrokerLoss(2, KILLED, new int[] {1, 2, 3, 2}, 500);
        loss.look(KILLED + 200, new int[] {1, 2, 3, 2}, 510);
        loss.look(KILLED + 4_200, new int[] {1, -1, 3, -1}, 510);
        assertThat(loss.news(KILLED + 4_200)).as("nobody leads two of them").isEmpty();
        assertThat(loss.hasNewLeaders()).isFalse();

        loss.look(KILLED + 9_000, new int[] {1, 3, 3, 1}, 510);
        assertThat(loss.news(KILLED + 9_000)).as("nothing is acknowledged yet").isEmpty();
        loss.look(KILLED + 9_700, new int[] {1, 3, 3, 1}, 900);

        assertThat(loss.news(KILLED + 9_700)).hasValue("After 9.0 s new brokers lead: 1 → broker 3, 3 → broker 1. For"
                + " 9.5 s no record was acknowledged.");
        assertThat(loss.news(KILLED + 9_900)).as("the second time").isEmpty();
        assertThat(loss.obituary()).contains("broker 2").contains("partitions 1, 3");
    }

    @Test
    @DisplayName("a TaskManager's loss is told when the job has been running again for a while")
    void taskManager() {
        WorkerLoss loss = new WorkerLoss(2, 2, KILLED, 4_000);
        loss.look(KILLED + 200, state(16), 4_020);
        assertThat(loss.running()).as("it hasn't even noticed").isZero();
        loss.look(KILLED + 400, state(7), 4_050);
        loss.look(KILLED + 12_400, state(4), 4_050);
        loss.look(KILLED + 12_600, state(16), 4_060);
        loss.look(KILLED + 13_600, state(9), 4_060); // it was sent to slots that aren't there any more
        loss.look(KILLED + 20_000, state(16), 4_400);
        Optional<CheckpointSeen> checkpoint = Optional.of(new CheckpointSeen(7, KILLED - 2_500));
        assertThat(loss.isOver(KILLED + 21_000)).as("over: perhaps it falls over again").isFalse();
        loss.look(KILLED + 23_000, state(16), 4_700);

        assertThat(loss.isOver(KILLED + 23_000)).isTrue();
        assertThat(loss.news(checkpoint, RESTARTS)).isEqualTo("The first tasks had failed after 0.4 s."
                + " The job was set back to checkpoint 7, begun 2.5 s before the kill; it took 3 restarts. No row was"
                + " written for 12.2 s. After 20.0 s all tasks were RUNNING.");
    }

    private static JobState state(int running) {
        return new JobState("RUNNING", 16, running, Map.of());
    }
}
