package workbook.lab.mine;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InterruptException;
import workbook.lab.LabTrouble;
import workbook.lab.kafka.Events;

/** The offsets that a real broker has. If it doesn't answer, all of it throws a {@link LabTrouble}. */
record BrokerOffsets(Events events) implements Offsets {

    private interface Question<T> {
        T ask() throws InterruptedException, ExecutionException;
    }

    @Override
    public long[] ends() {
        return answer(events::endOffsets);
    }

    @Override
    public Map<Integer, Long> committed(String group) {
        return answer(() -> events.committedOffsets(group));
    }

    @Override
    public void commit(String group, Map<Integer, Long> offsets) {
        answer(() -> {
            events.commit(group, offsets);
            return null;
        });
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (ExecutionException e) {
            throw new LabTrouble("Kafka no longer answers: " + e.getCause().getMessage() + " Try again.", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e); // it leaves the thread interrupted, as a consumer does
        }
    }
}
