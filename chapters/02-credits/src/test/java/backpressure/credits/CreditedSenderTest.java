package backpressure.credits;

import static backpressure.credits.TestMessages.data;
import static backpressure.credits.TestMessages.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;

@ChapterTest
class CreditedSenderTest {

    private final Steps steps = new Steps();
    @RegisterExtension
    final TestStory story = new TestStory(steps);

    // 2.1 credit, order, events

    @Test
    @Tag("2.1")
    @DisplayName("without credit, data stays where it is")
    void aBufferWithoutCreditStays() {
        CreditedSender sender = new CreditedSender();
        steps.did("new sender");
        assertThat(sender.credit()).as(steps.then("credit()")).isZero();

        sender.add(data("a"));
        steps.did("add(data [a])");
        for (int i = 0; i < 3; i++) {
            assertThat(read(sender.poll())).as(steps.then("poll(): there is no credit")).isEqualTo("nothing");
            steps.did("poll() -> nothing");
            assertThat(sender.credit()).as(steps.then("credit(): nothing was sent, so nothing was spent")).isZero();
        }

        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(read(sender.poll())).as(steps.then("poll(): what waited is still there")).isEqualTo("data [a]");
    }

    @Test
    @Tag("2.1")
    @DisplayName("each buffer that goes spends one credit, in the order they were added")
    void eachBufferSpendsOneCredit() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(2);
        steps.did("addCredit(2)");
        add(sender, "a", "b", "c");

        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        steps.did("poll() -> data [a]");
        assertThat(sender.credit()).as(steps.then("credit()")).isEqualTo(1);
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [b]");
        steps.did("poll() -> data [b]");
        assertThat(sender.credit()).as(steps.then("credit()")).isZero();
        assertThat(read(sender.poll())).as(steps.then("poll(): both credits are spent")).isEqualTo("nothing");
        assertThat(sender.credit()).as(steps.did("poll() -> nothing").then("credit(): never below zero")).isZero();
    }

    @Test
    @Tag("2.1")
    @DisplayName("credit adds up, and waits for data as data waits for credit")
    void creditAddsUp() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(1);
        sender.addCredit(3);
        steps.did("addCredit(1)").did("addCredit(3)");
        assertThat(sender.credit()).as(steps.then("credit(): 1 + 3")).isEqualTo(4);

        assertThat(read(sender.poll())).as(steps.then("poll(): nothing was added")).isEqualTo("nothing");
        steps.did("poll() -> nothing");
        assertThat(sender.credit()).as(steps.then("credit(): nothing was sent, so nothing was spent")).isEqualTo(4);

        sender.add(data("a"));
        steps.did("add(data [a])");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        steps.did("poll() -> data [a]");
        sender.addCredit(2);
        steps.did("addCredit(2)");
        assertThat(sender.credit()).as(steps.then("credit(): 4 - 1 + 2")).isEqualTo(5);
    }

    @Test
    @Tag("2.1")
    @DisplayName("an event needs no credit, and spends none")
    void anEventNeedsNoCredit() {
        CreditedSender sender = new CreditedSender();
        sender.add(new Message.EndOfInput());
        steps.did("add(end of input)");
        assertThat(read(sender.poll())).as(steps.then("poll(): no credit, but an event needs none"))
                .isEqualTo("end of input");

        CreditedSender failed = new CreditedSender();
        steps.did("poll() -> end of input").did("another sender");
        failed.addCredit(1);
        steps.did("addCredit(1)");
        failed.add(new Message.Failure(new RuntimeException("no disk")));
        steps.did("add(failure: no disk)");
        assertThat(read(failed.poll())).as(steps.then("poll()")).isEqualTo("failure: no disk");
        assertThat(failed.credit()).as(steps.did("poll() -> failure").then("credit(): an event spends none"))
                .isEqualTo(1);
        assertThat(read(failed.poll())).as(steps.then("poll() once more")).isEqualTo("nothing");
    }

    @Test
    @Tag("2.1")
    @DisplayName("an event never overtakes the data before it, not even when that has no credit")
    void anEventNeverOvertakes() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(1);
        steps.did("addCredit(1)");
        add(sender, "a", "b");
        sender.add(new Message.EndOfInput());
        steps.did("add(end of input)");

        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        steps.did("poll() -> data [a]");
        assertThat(read(sender.poll()))
                .as(steps.then("poll(): b has no credit; the end would have the receiver believe that a was all"))
                .isEqualTo("nothing");
        steps.did("poll() -> nothing");
        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [b]");
        steps.did("poll() -> data [b]");
        assertThat(read(sender.poll())).as(steps.then("poll(): no credit left, the end needs none"))
                .isEqualTo("end of input");
        assertThat(read(sender.poll())).as(steps.did("poll() -> end of input").then("poll()")).isEqualTo("nothing");
    }

    @Test
    @Tag("2.1")
    @DisplayName("data never overtakes the event before it, and goes only with credit there, too")
    void dataNeverOvertakesAnEvent() {
        CreditedSender sender = new CreditedSender();
        sender.add(new Message.Failure(new RuntimeException("no disk")));
        steps.did("add(failure: no disk)");
        add(sender, "a");
        add(sender, "b");

        assertThat(read(sender.poll())).as(steps.then("poll(): first what was added first"))
                .isEqualTo("failure: no disk");
        assertThat(read(sender.poll())).as(steps.did("poll() -> failure: no disk").then("poll(): a has no credit"))
                .isEqualTo("nothing");
        sender.addCredit(2);
        steps.did("poll() -> nothing").did("addCredit(2)");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        assertThat(read(sender.poll())).as(steps.did("poll() -> data [a]").then("poll()")).isEqualTo("data [b]");
    }

    @Test
    @Tag("2.1")
    @DisplayName("a credit of nothing, or of less, is refused and changes nothing")
    void aCreditOfNothingIsRefused() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(2);

        assertThatIllegalArgumentException()
                .as("addCredit(0): it should throw an IllegalArgumentException")
                .isThrownBy(() -> sender.addCredit(0));
        assertThatIllegalArgumentException()
                .as("addCredit(-1): announced credit is never taken back, it should throw an IllegalArgumentException")
                .isThrownBy(() -> sender.addCredit(-1));
        assertThat(sender.credit()).as("credit() after addCredit(2), and 0 and -1 were refused").isEqualTo(2);
    }

    @Test
    @Tag("2.1")
    @DisplayName("the sender gives no buffer back: that is for whoever receives it")
    void theSenderRecyclesNothing() {
        TestHome home = new TestHome();
        CreditedSender sender = new CreditedSender();
        sender.add(home.data("a", "a"));
        steps.did("add(data [a])");
        sender.poll();
        steps.did("poll(), without credit");
        assertThat(home.received()).as(steps.then("what has gone home: a's buffer still waits")).isEmpty();

        sender.addCredit(1);
        steps.did("addCredit(1)");
        sender.poll();
        steps.did("poll() -> data [a]");
        assertThat(home.received()).as(steps.then("what has gone home: a's buffer is on its way with its records"))
                .isEmpty();
    }

    // 2.2 backlog, and what waits

    @Test
    @Tag("2.2")
    @DisplayName("every buffer sent says how many still wait behind it")
    void everyBufferSaysHowManyWaitBehindIt() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(9);
        steps.did("addCredit(9)");
        add(sender, "a", "b", "c");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(3);

        assertSent(sender, "data [a], 2 wait behind it");
        add(sender, "d");
        assertSent(sender, "data [b], 2 wait behind it");
        assertSent(sender, "data [c], 1 wait behind it");
        assertSent(sender, "data [d], 0 wait behind it");
    }

    @Test
    @Tag("2.2")
    @DisplayName("the backlog counts what has no credit too: it is what the receiver should make room for")
    void theBacklogCountsWhatHasNoCredit() {
        CreditedSender sender = new CreditedSender();
        add(sender, "a", "b", "c", "d", "e");
        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(5);

        assertSent(sender, "data [a], 4 wait behind it");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(4);
    }

    @Test
    @Tag("2.2")
    @DisplayName("events are no backlog: they take no buffer")
    void eventsAreNoBacklog() {
        CreditedSender sender = new CreditedSender();
        add(sender, "a", "b");
        sender.add(new Message.EndOfInput());
        sender.addCredit(2);
        steps.did("add(end of input)").did("addCredit(2)");
        assertThat(sender.backlog()).as(steps.then("backlog(): a and b; the end takes no buffer")).isEqualTo(2);

        assertSent(sender, "data [a], 1 wait behind it");
        assertSent(sender, "data [b], 0 wait behind it");
        assertThat(sender.backlog()).as(steps.then("backlog(): only the end waits")).isZero();
    }

    @Test
    @Tag("2.2")
    @DisplayName("a backlog that a message carried when it was added is of no account")
    void anOldBacklogIsOfNoAccount() {
        CreditedSender sender = new CreditedSender();
        sender.add(data(99, "a"));
        steps.did("add(data [a], which carries a backlog of 99 already)");
        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(1);
        assertSent(sender, "data [a], 0 wait behind it");
    }

    @Test
    @Tag("2.2")
    @DisplayName("isEmpty() is true when nothing waits, neither data nor an event")
    void isEmptyMeansNothingWaits() {
        CreditedSender sender = new CreditedSender();
        assertThat(sender.isEmpty()).as("isEmpty() of a new sender").isTrue();
        sender.add(data("a"));
        assertThat(sender.isEmpty()).as("isEmpty() after add(data [a])").isFalse();
        sender.add(new Message.EndOfInput());
        sender.addCredit(1);
        sender.poll();
        assertThat(sender.isEmpty()).as("isEmpty() when a is sent and the end of input still waits").isFalse();
        sender.poll();
        assertThat(sender.isEmpty()).as("isEmpty() when the end of input is sent too").isTrue();
        assertThat(sender.backlog()).as("backlog() then").isZero();
    }

    @Test
    @Tag("2.2")
    @DisplayName("records() counts the records that wait, and does not take them")
    void recordsCountsAndDoesNotTake() {
        CreditedSender sender = new CreditedSender();
        assertThat(sender.records()).as("records() of a new sender").isZero();
        sender.add(data("a", "b", "c"));
        sender.add(data("d"));
        sender.add(new Message.EndOfInput());
        steps.did("add(data [a, b, c]), add(data [d]), add(end of input)");
        assertThat(sender.records()).as(steps.then("records()")).isEqualTo(4);
        assertThat(sender.records()).as(steps.then("records() once more")).isEqualTo(4);

        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a, b, c]");
        assertThat(sender.records()).as(steps.did("poll() -> data [a, b, c]").then("records()")).isEqualTo(1);
    }

    private void add(CreditedSender sender, String... records) {
        for (String record : records) {
            sender.add(data(record));
            steps.did("add(data [%s])", record);
        }
    }

    /** What was sent, and its backlog: so that a wrong message isn't taken for a wrong backlog. */
    private void assertSent(CreditedSender sender, String expected) {
        Optional<Message> message = sender.poll();
        String sent = read(message) + (message.isPresent() && message.get() instanceof Message.Data data
                ? ", " + data.backlog() + " wait behind it" : "");
        assertThat(sent).as(steps.then("poll()")).isEqualTo(expected);
        steps.did("poll() -> %s", expected);
    }
}
