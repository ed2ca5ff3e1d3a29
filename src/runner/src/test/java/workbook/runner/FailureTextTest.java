package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

    @Test
    void theDescriptionComesFirstAndWithoutBrackets() {
        assertThat(FailureText.body("[\n  add(data [1])\n  then poll()] \nExpecting empty but was: [1]\n"))
                .containsExactly("add(data [1])", "  then poll()", "", "Expecting empty but was: [1]");
        assertThat(FailureText.body("[what was done] it failed")).containsExactly("what was done", "", "it failed");
        assertThat(FailureText.body("[1, 2] is not [3]")).containsExactly("1, 2", "", "is not [3]");
        assertThat(FailureText.body("[1, 2]: no description")).containsExactly("[1, 2]: no description");
    }

    @Test
    void framesAreLeftOut() {
        assertThat(FailureText.body("it was:\n  java.lang.NullPointerException\n"
                + "\tat backpressure.buffers.Buffer.append(Buffer.java:12)\n"
                + "\tat java.base/java.lang.Thread.run(Thread.java:840)\n"
                + "\t...(34 remaining lines not displayed - this can be changed)\n")).containsExactly("it was:",
                "  java.lang.NullPointerException");
    }

    @Test
    void theSentenceAboutReplayingIsLeftOut() {
        assertThat(FailureText.body("wrong\n\n"
                + "It went wrong with order 181; -Dworkbook.replay=181 runs that one again."))
                .containsExactly("wrong");
    }

    @Test
    void longLinesAreBrokenBetweenWords() {
        assertThat(FailureText.wrap("  one two three four", 11)).containsExactly("  one two", "    three", "    four");
        assertThat(FailureText.wrap("one averyverylongword two three", 10))
                .containsExactly("one", "  averyverylongword", "  two", "  three");
        assertThat(FailureText.wrap("averyveryverylongword", 10)).containsExactly("averyveryverylongword");
    }

    /** A student's exception may have such a message, or that of somebody who means harm. */
    @Test
    void blanksWithoutEndComeToAnEnd() {
        assertThat(FailureText.wrap(" ".repeat(300) + "a b", 78)).last().asString().endsWith(" a b");
        assertThat(FailureText.body("a" + "\n".repeat(200_000) + "b")).containsExactly("a", "", "b");
    }
}
