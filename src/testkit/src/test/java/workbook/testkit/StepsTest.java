package workbook.testkit;

import static org.assertj.core.api.Assertions.assertThat;

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
    void knowsOnlyWhatWasDoneWhenItIsAsked() {
        steps.did("a");
        assertThat(steps.then("b").get()).isEqualTo("\n  a\n  then b");
    }
}
