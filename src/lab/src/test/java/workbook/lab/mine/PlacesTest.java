package workbook.lab.mine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    @DisplayName("the innermost frame of the student's own says where; the lab's own class in their package doesn't")
    void where() {
        StackTraceElement wait = frame("java.util.concurrent.locks.LockSupport", "park", 1);
        StackTraceElement take = frame("backpressure.blockonemit.BlockingBufferPool$Waiting", "take", 41);
        StackTraceElement map = frame("backpressure.propagation.Task", "run", 9);
        StackTraceElement lab = frame("backpressure.pipeline.LabPipeline", "main", 16);

        assertThat(Places.of(wait, take, map, lab)).hasValue("Waiting.take, line 41");
        assertThat(Places.of(wait, lab)).isEmpty();

        StackTraceElement table = frame("workbook.lab.mine.JdbcTable", "insert", 70);
        assertThat(Places.isStudentsMatter(wait, take, map, lab, frame("workbook.lab.mine.OwnMain", "main", 1))).isTrue();
        assertThat(Places.isStudentsMatter(wait, table, map, lab)).as("waits for the database").isFalse();
        assertThat(Places.isStudentsMatter(wait, lab)).isFalse();
    }

    @Test
    @DisplayName("of each task, what it does; of one that isn't there, that it has ended; nothing if there is none")
    void tasks() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread subtask = new Thread(() -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "map (1/2)");
        subtask.start();

        assertThat(Places.ofTasks(List.of("map", "sink"))).containsExactly("map (1/2) is at work", "sink     has ended");
        end.countDown();
        subtask.join();
        assertThat(Places.ofTasks(List.of("map", "sink"))).isEmpty();
    }

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement(type, method, type.replaceAll(".*[.]", "") + ".java", line);
    }
}
