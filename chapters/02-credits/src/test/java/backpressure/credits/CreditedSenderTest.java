package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static backpressure.credits.TestMessages.buffer;
import static backpressure.credits.TestMessages.bufferOf;
import static backpressure.credits.TestMessages.data;
import static backpressure.credits.TestMessages.read;
import static backpressure.credits.TestMessages.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import backpressure.buffers.Recycler;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;

@ChapterTest
class CreditedSenderTest {

    // 2.1 credit, order, events

    @Test
    @Tag("2.1")
    @DisplayName("without credit, data stays where it is")
    void withoutCreditDataStays() {
        CreditedSender sender = new CreditedSender();
        Steps steps = new Steps().did("new sender");
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
        sender.add(data("a"));
        sender.add(data("b"));
        sender.add(data("c"));
        Steps steps = new Steps().did("addCredit(2)").did("add(data [a]), add(data [b]), add(data [c])");

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
        Steps steps = new Steps().did("addCredit(1)").did("addCredit(3)");
        assertThat(sender.credit()).as(steps.then("credit()")).isEqualTo(4);

        assertThat(read(sender.poll())).as(steps.then("poll(): nothing was added")).isEqualTo("nothing");
        steps.did("poll() -> nothing");
        assertThat(sender.credit()).as(steps.then("credit(): nothing was sent, so nothing was spent")).isEqualTo(4);

        sender.add(data("a"));
        steps.did("add(data [a])");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        sender.addCredit(2);
        steps.did("poll() -> data [a]").did("addCredit(2)");
        assertThat(sender.credit()).as(steps.then("credit(): 4 - 1 + 2")).isEqualTo(5);
    }

    @Test
    @Tag("2.1")
    @DisplayName("an event needs no credit, and spends none")
    void anEventNeedsNoCredit() {
        CreditedSender sender = new CreditedSender();
        sender.add(new Message.EndOfInput());
        assertThat(read(sender.poll()))
                .as(new Steps().did("add(end of input)").then("poll(): no credit, but an event needs none"))
                .isEqualTo("end of input");

        CreditedSender failed = new CreditedSender();
        failed.addCredit(1);
        failed.add(new Message.Failure(new RuntimeException("no disk")));
        Steps steps = new Steps().did("addCredit(1)").did("add(failure: no disk)");
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
        sender.add(data("a"));
        sender.add(data("b"));
        sender.add(new Message.EndOfInput());
        Steps steps = new Steps().did("addCredit(1)").did("add(data [a]), add(data [b]), add(end of input)");

        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        steps.did("poll() -> data [a]");
        assertThat(read(sender.poll()))
                .as(steps.then("poll(): b has no credit; the end would have the receiver believe that a was all"))
                .isEqualTo("nothing");
        sender.addCredit(1);
        steps.did("poll() -> nothing").did("addCredit(1)");
        assertThat(read(sender.poll())).as(steps.then("poll()")).isEqualTo("data [b]");
        steps.did("poll() -> data [b]");
        assertThat(read(sender.poll())).as(steps.then("poll(): no credit left, the end needs none"))
                .isEqualTo("end of input");
        assertThat(read(sender.poll())).as(steps.did("poll() -> end of input").then("poll()")).isEqualTo("nothing");
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
        Recycler home = mock(Recycler.class, "home of the sender's buffers");
        CreditedSender sender = new CreditedSender();
        sender.add(new Message.Data(buffer(new byte[SIZE], home, "a")));
        sender.poll();
        verify(home, never().description("add(data [a]), poll() without credit: the buffer still waits, "
                + "and must not go home")).recycle(any());

        sender.addCredit(1);
        sender.poll();
        verify(home, never().description("addCredit(1), poll() -> data [a]: the buffer is on its way with its records, "
                + "and must not go home")).recycle(any());
    }

    // 2.2 backlog, and what waits

    @Test
    @Tag("2.2")
    @DisplayName("every buffer sent says how many still wait behind it")
    void everyBufferSaysHowManyWaitBehindIt() {
        CreditedSender sender = new CreditedSender();
        sender.addCredit(9);
        sender.add(data("a"));
        sender.add(data("b"));
        sender.add(data("c"));
        Steps steps = new Steps().did("addCredit(9)").did("add(data [a]), add(data [b]), add(data [c])");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(3);

        assertThat(backlog(sender.poll())).as(steps.then("poll(): the backlog behind a")).isEqualTo(2);
        steps.did("poll() -> data [a]");
        sender.add(data("d"));
        steps.did("add(data [d])");
        assertThat(backlog(sender.poll())).as(steps.then("poll(): the backlog behind b")).isEqualTo(2);
        steps.did("poll() -> data [b]");
        assertThat(backlog(sender.poll())).as(steps.then("poll(): the backlog behind c")).isEqualTo(1);
        steps.did("poll() -> data [c]");
        assertThat(backlog(sender.poll())).as(steps.then("poll(): the backlog behind d, the last")).isZero();
    }

    @Test
    @Tag("2.2")
    @DisplayName("the backlog counts what has no credit too: it is what the receiver should make room for")
    void theBacklogCountsWhatHasNoCredit() {
        CreditedSender sender = new CreditedSender();
        for (int i = 0; i < 5; i++) {
            sender.add(data("record " + i));
        }
        sender.addCredit(1);
        assertThat(sender.backlog()).as("backlog() after 5 data messages were added").isEqualTo(5);

        assertThat(backlog(sender.poll()))
                .as("the backlog behind the first of 5 data messages, with credit for that one only").isEqualTo(4);
        assertThat(sender.backlog()).as("backlog() after that").isEqualTo(4);
    }

    @Test
    @Tag("2.2")
    @DisplayName("events are no backlog: they take no buffer")
    void eventsAreNoBacklog() {
        CreditedSender sender = new CreditedSender();
        sender.add(data("a"));
        sender.add(data("b"));
        sender.add(new Message.EndOfInput());
        sender.addCredit(2);
        Steps steps = new Steps().did("add(data [a]), add(data [b]), add(end of input)").did("addCredit(2)");
        assertThat(sender.backlog()).as(steps.then("backlog()")).isEqualTo(2);

        assertThat(backlog(sender.poll())).as(steps.then("poll(): the backlog behind a")).isEqualTo(1);
        assertThat(backlog(sender.poll())).as(steps.did("poll() -> data [a]").then("poll(): the backlog behind b"))
                .isZero();
        assertThat(sender.backlog()).as(steps.did("poll() -> data [b]").then("backlog(): only the end waits")).isZero();
    }

    @Test
    @Tag("2.2")
    @DisplayName("a backlog that a message carried when it was added is of no account")
    void anOldBacklogIsOfNoAccount() {
        CreditedSender sender = new CreditedSender();
        sender.add(data(99, "a"));
        sender.addCredit(1);
        assertThat(sender.backlog()).as("backlog() after add(data [a] with a backlog of 99)").isEqualTo(1);
        assertThat(backlog(sender.poll()))
                .as("the backlog behind a, which was added with one of 99; nothing waits behind it").isZero();
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
        Steps steps = new Steps().did("add(data [a, b, c]), add(data [d]), add(end of input)");
        assertThat(sender.records()).as(steps.then("records()")).isEqualTo(4);
        assertThat(sender.records()).as(steps.then("records() once more")).isEqualTo(4);

        sender.addCredit(1);
        steps.did("addCredit(1)");
        assertThat(records(bufferOf(sender.poll()))).as(steps.then("poll(): the records in it"))
                .containsExactly("a", "b", "c");
        assertThat(sender.records()).as(steps.did("poll() -> data [a, b, c]").then("records()")).isEqualTo(1);
    }

    private static int backlog(Optional<Message> message) {
        if (message.isPresent() && message.get() instanceof Message.Data data) {
            return data.backlog();
        }
        throw new AssertionError("data was due, but there was " + read(message));
    }
}
