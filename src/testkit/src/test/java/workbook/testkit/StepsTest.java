package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepsTest {

    private final Steps steps = new Steps();

    @Test
    void tellsWhatWasDoneAndWhatIsAsked() {
        steps.did("add(data %d)", 1).did("addCredit(%d)", 2);

        assertThat(steps.then("poll()").get()).isEqualTo("\n  add(data 1)\n  addCredit(2)\n  then poll()");
    }

    @Test
    void isTakenByItsWordWithoutArguments() {
        assertThat(steps.did("100 % full")).hasToString("\n  100 % full");
    }

    @Test
    void tellsOnlyTheQuestionIfNothingWasDone() {
        assertThat(steps.then("poll()").get()).isEqualTo("poll()");
    }

    @Test
    void tellsThingsAsTheyWereThen() {
        List<Integer> sent = new ArrayList<>(List.of(1));
        steps.did("sent %s, %s times", sent, new AtomicInteger(7));
        sent.add(2);

        assertThat(steps).hasToString("\n  sent [1], 7 times");
    }

    @Test
    void knowsOnlyWhatWasDoneWhenItIsAsked() {
        steps.did("a");
        assertThat(steps.then("b").get()).isEqualTo("\n  a\n  then b");
    }
}
