package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static backpressure.credits.TestMessages.bufferOf;
import static backpressure.credits.TestMessages.data;
import static backpressure.credits.TestMessages.floating;
import static backpressure.credits.TestMessages.read;
import static backpressure.credits.TestMessages.receiverOf24;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import backpressure.buffers.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import workbook.testkit.ChapterTest;
import workbook.testkit.Steps;

@ChapterTest
class CreditedReceiverTest {

    private final Steps steps = new Steps();
    @RegisterExtension
    final TestStory story = new TestStory(steps);

    // 2.3 first credit, arrival

    @Test
    @Tag("2.3")
    @DisplayName("the first credit is its exclusive buffers, and is announced once")
    void theFirstCreditIsTheExclusiveBuffers() {
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, new FloatingBuffers(0, SIZE));
        assertThat(receiver.takeCredit()).as("takeCredit() of a new receiver with 2 exclusive buffers").isEqualTo(2);
        assertThat(receiver.takeCredit()).as("takeCredit() again: those 2 were announced already").isZero();

        assertThat(new CreditedReceiver(5, SIZE, new FloatingBuffers(0, SIZE)).takeCredit())
                .as("takeCredit() of a new receiver with 5 exclusive buffers").isEqualTo(5);
    }

    @Test
    @Tag("2.3")
    @DisplayName("messages are taken in the order they arrived, each once, events among them")
    void messagesAreTakenInOrder() {
        CreditedReceiver receiver = new CreditedReceiver(3, SIZE, new FloatingBuffers(0, SIZE));
        receiver.takeCredit();
        steps.did("new receiver, 3 exclusive buffers; takeCredit()");
        assertThat(read(receiver.poll())).as(steps.then("poll()")).isEqualTo("nothing");
        arrives(receiver, "a", "b");
        arrives(receiver, "c");
        receiver.onMessage(new Message.EndOfInput());
        steps.did("end of input arrives");

        assertThat(read(receiver.poll())).as(steps.then("poll()")).isEqualTo("data [a, b]");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> data [a, b]").then("poll()")).isEqualTo("data [c]");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> data [c]").then("poll()")).isEqualTo("end of input");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> end of input").then("poll()")).isEqualTo("nothing");
    }

    @Test
    @Tag("2.3")
    @DisplayName("what arrives is copied, and the sender's buffer goes home at once")
    void whatArrivesIsCopied() {
        TestHome home = new TestHome();
        byte[] memory = home.memory("a");
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, new FloatingBuffers(0, SIZE));
        receiver.takeCredit();
        steps.did("new receiver, 2 exclusive buffers; takeCredit()");

        receiver.onMessage(new Message.Data(TestMessages.buffer(memory, home, "a", "", "b")));
        steps.did("data [a, , b] arrives (the middle record is empty)");
        assertThat(home.received())
                .as(steps.then("what has gone home to the sender's pool, before anybody polls"))
                .isEqualTo(List.of("a's buffer"));

        Arrays.fill(memory, (byte) '?');
        steps.did("the sender writes something else to its own buffer");
        assertThat(read(receiver.poll())).as(steps.then("poll()")).isEqualTo("data [a, , b]");
        assertThat(home.received())
                .as(steps.did("poll() -> data [a, , b]").then("what has gone home to the sender's pool in all"))
                .isEqualTo(List.of("a's buffer"));
    }

    @Test
    @Tag("2.3")
    @DisplayName("a buffer stays the sender's until it arrives: nothing goes without credit, nothing home before")
    void aBufferStaysTheSendersUntilItArrives() {
        TestHome home = new TestHome();
        CreditedSender sender = new CreditedSender();
        CreditedReceiver receiver = new CreditedReceiver(1, SIZE, new FloatingBuffers(0, SIZE));
        steps.did("new sender; new receiver, 1 exclusive buffer");
        sender.add(home.data("a", "a"));
        sender.add(home.data("b", "b"));
        steps.did("add(data [a]), add(data [b])");

        sendIfThereIsCredit(sender, receiver);
        assertThat(home.received())
                .as(steps.then("what has gone home to the sender's pool: nothing was announced, so nothing arrived"))
                .isEmpty();

        sender.addCredit(receiver.takeCredit());
        steps.did("sender.addCredit(receiver.takeCredit())");
        sendIfThereIsCredit(sender, receiver);
        sendIfThereIsCredit(sender, receiver);
        assertThat(home.received())
                .as(steps.then("what has gone home to the sender's pool: credit of 1 was announced, so a has arrived"))
                .isEqualTo(List.of("a's buffer"));
    }

    @Test
    @Tag("2.3")
    @DisplayName("data without credit is a protocol error, and changes nothing")
    void dataWithoutCreditIsAnError() {
        TestHome home = new TestHome();
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, new FloatingBuffers(0, SIZE));
        receiver.takeCredit();
        steps.did("new receiver, 2 exclusive buffers; takeCredit()");
        arrives(receiver, "a");
        arrives(receiver, "b");
        Message.Data c = home.data("c", "c");

        assertThatIllegalStateException()
                .as(steps.then("data [c] arrives, but both buffers are full: it should throw an IllegalStateException"))
                .isThrownBy(() -> receiver.onMessage(c));
        steps.did("data [c] arrives -> refused");
        assertThat(home.received())
                .as(steps.then("what has gone home to the sender's pool: c's buffer isn't the receiver's to give back"))
                .isEmpty();
        assertThat(c.buffer().records()).as(steps.then("unread records in c's buffer: nothing was read from it"))
                .isEqualTo(1);
        assertThat(read(receiver.poll())).as(steps.then("poll()")).isEqualTo("data [a]");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> data [a]").then("poll()")).isEqualTo("data [b]");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> data [b]").then("poll(): c never arrived"))
                .isEqualTo("nothing");
    }

    @Test
    @Tag("2.3")
    @DisplayName("an event takes no buffer: it may arrive when all are full")
    void anEventTakesNoBuffer() {
        CreditedReceiver receiver = new CreditedReceiver(1, SIZE, new FloatingBuffers(0, SIZE));
        receiver.takeCredit();
        steps.did("new receiver, 1 exclusive buffer; takeCredit()");
        arrives(receiver, "a");

        receiver.onMessage(new Message.Failure(new RuntimeException("no disk")));
        steps.did("failure: no disk arrives");
        assertThat(read(receiver.poll())).as(steps.then("poll(): an event does not overtake")).isEqualTo("data [a]");
        assertThat(read(receiver.poll())).as(steps.did("poll() -> data [a]").then("poll()"))
                .isEqualTo("failure: no disk");
    }

    // 2.4 consuming gives back

    @Test
    @Tag("2.4")
    @DisplayName("a buffer that was consumed is credit again: one each, the last one too")
    void aConsumedBufferIsCreditAgain() {
        CreditedReceiver receiver = receiverOf24(2);
        receiver.takeCredit();
        steps.did("new receiver, 2 exclusive buffers; takeCredit() -> 2");
        arrives(receiver, "a");
        arrives(receiver, "b");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): nothing became free")).isZero();

        Buffer a = bufferOf(receiver.poll());
        Buffer b = bufferOf(receiver.poll());
        steps.did("poll() -> data [a], poll() -> data [b]");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): taken, but not recycled yet")).isZero();

        a.recycle();
        assertThat(receiver.takeCredit()).as(steps.did("a's buffer is recycled").then("takeCredit()")).isEqualTo(1);
        steps.did("takeCredit() -> 1");
        b.recycle();
        steps.did("b's buffer, the last, is recycled");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit()")).isEqualTo(1);
        assertThat(receiver.takeCredit()).as(steps.did("takeCredit() -> 1").then("takeCredit()")).isZero();
    }

    @Test
    @Tag("2.4")
    @DisplayName("credit that nobody has fetched yet adds up")
    void creditAddsUp() {
        CreditedReceiver receiver = receiverOf24(3);
        receiver.takeCredit();
        steps.did("new receiver, 3 exclusive buffers; takeCredit() -> 3");
        arrives(receiver, "a");
        arrives(receiver, "b");
        arrives(receiver, "c");
        Buffer a = bufferOf(receiver.poll());
        Buffer b = bufferOf(receiver.poll());
        steps.did("poll() -> data [a], poll() -> data [b]");
        b.recycle();
        steps.did("b's buffer is recycled");
        a.recycle();
        steps.did("a's buffer is recycled");

        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): one for a's buffer, one for b's")).isEqualTo(2);
    }

    @Test
    @Tag("2.4")
    @DisplayName("a few buffers carry any number of messages, one after the other")
    void aFewBuffersCarryMany() {
        CreditedReceiver receiver = receiverOf24(2);
        steps.did("new receiver, 2 exclusive buffers");
        int credit = receiver.takeCredit();
        for (int i = 1; i <= 20; i++) {
            assertThat(credit).as(steps.then("credit that was announced and not used")).isEqualTo(2);
            arrives(receiver, "message " + i);
            credit--;
            Optional<Message> polled = receiver.poll();
            Buffer buffer = bufferOf(polled);
            assertThat(read(polled)).as(steps.then("poll()")).isEqualTo("data [message " + i + "]");
            buffer.recycle();
            credit += receiver.takeCredit();
            steps.did("poll(), recycle(), takeCredit()");
        }
    }

    @Test
    @Tag("2.4")
    @DisplayName("recycling a buffer twice is refused, and gives no credit")
    void recyclingTwiceGivesNoCredit() {
        CreditedReceiver receiver = receiverOf24(1);
        receiver.takeCredit();
        steps.did("new receiver, 1 exclusive buffer; takeCredit() -> 1");
        arrives(receiver, "a");
        Buffer a = bufferOf(receiver.poll());
        a.recycle();
        receiver.takeCredit();
        steps.did("poll(), a's buffer is recycled, takeCredit() -> 1");

        assertThatIllegalStateException()
                .as(steps.then("a's buffer is recycled again: it should throw an IllegalStateException"))
                .isThrownBy(a::recycle);
        steps.did("a's buffer is recycled again -> refused");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit()")).isZero();
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isZero();
    }

    @Test
    @Tag("2.4")
    @DisplayName("a buffer is in use from arriving until it is recycled")
    void aBufferIsInUseUntilRecycled() {
        CreditedReceiver receiver = receiverOf24(2);
        receiver.takeCredit();
        steps.did("new receiver, 2 exclusive buffers; takeCredit()");
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isZero();
        arrives(receiver, "a");
        receiver.onMessage(new Message.EndOfInput());
        steps.did("end of input arrives");
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isEqualTo(1);
        Buffer a = bufferOf(receiver.poll());
        receiver.poll();
        steps.did("poll() -> data [a], poll() -> end of input");
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse(): a's buffer is still held")).isEqualTo(1);
        a.recycle();
        assertThat(receiver.buffersInUse()).as(steps.did("a's buffer is recycled").then("buffersInUse()")).isZero();
    }

    @Test
    @Tag("2.4")
    @DisplayName("data that is refused is in no buffer of the receiver's: it doesn't count")
    void refusedDataDoesNotCount() {
        CreditedReceiver receiver = receiverOf24(1);
        receiver.takeCredit();
        steps.did("new receiver, 1 exclusive buffer; takeCredit()");
        arrives(receiver, "a");
        assertThatIllegalStateException()
                .as(steps.then("data [b, c] arrives, but the buffer is full: it should throw an IllegalStateException"))
                .isThrownBy(() -> receiver.onMessage(data("b", "c")));

        steps.did("data [b, c] arrives -> refused");
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse(): a's only")).isEqualTo(1);
        assertThat(receiver.records()).as(steps.then("records(): a's only")).isEqualTo(1);
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): nothing became free")).isZero();
        bufferOf(receiver.poll()).recycle();
        steps.did("a is polled, and its buffer recycled");
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isZero();
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit()")).isEqualTo(1);
    }

    @Test
    @Tag("2.4")
    @DisplayName("records() counts the records that wait to be polled, and does not take them")
    void recordsCountsAndDoesNotTake() {
        CreditedReceiver receiver = receiverOf24(2);
        receiver.takeCredit();
        steps.did("new receiver, 2 exclusive buffers; takeCredit()");
        arrives(receiver, "a", "b", "c");
        arrives(receiver, "d");
        receiver.onMessage(new Message.EndOfInput());
        steps.did("end of input arrives");
        assertThat(receiver.records()).as(steps.then("records()")).isEqualTo(4);
        assertThat(receiver.records()).as(steps.then("records() once more")).isEqualTo(4);
        assertThat(read(receiver.poll())).as(steps.then("poll()")).isEqualTo("data [a, b, c]");
        assertThat(receiver.records()).as(steps.did("poll() -> data [a, b, c]").then("records()")).isEqualTo(1);
    }

    // 2.5 backlog asks for floating buffers

    @Test
    @Tag("2.5")
    @DisplayName("a backlog asks for floating buffers: one free for each that waits, and the exclusive ones on top")
    void aBacklogAsksForFloatingBuffers() {
        FloatingBuffers floating = floating("2.5", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        assertThat(receiver.takeCredit()).as("takeCredit() of a new receiver, 2 exclusive buffers, 8 floating")
                .isEqualTo(2);
        assertThat(floating.available()).as("floating buffers free: a new receiver takes none").isEqualTo(8);

        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(3, "a"));
        steps.did("data [a] arrives, 3 more wait at the sender");
        assertThat(receiver.takeCredit())
                .as(steps.then("takeCredit(): it wants 3 + 2 free and has 1, so it asks for 4")).isEqualTo(4);
        assertThat(floating.available()).as(steps.then("floating buffers free")).isEqualTo(4);
    }

    @Test
    @Tag("2.5")
    @DisplayName("even with no backlog it wants as many free as it has exclusive ones")
    void withoutBacklogItWantsItsExclusiveOnesFree() {
        FloatingBuffers floating = floating("2.5", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(0, "a"));

        steps.did("data [a] arrives, nothing waits at the sender");
        assertThat(receiver.takeCredit())
                .as(steps.then("takeCredit(): it wants 0 + 2 free and has 1, so it asks for 1")).isEqualTo(1);
        assertThat(floating.available()).as(steps.then("floating buffers free")).isEqualTo(7);
    }

    @Test
    @Tag("2.5")
    @DisplayName("what it wants is backlog + exclusive, whatever the two are: 2 and 8 are only the usual numbers")
    void anyNumbersWillDo() {
        for (int exclusive : new int[] {1, 3, 4}) {
            for (int backlog : new int[] {0, 5, 15}) {
                FloatingBuffers floating = floating("2.5", 20);
                CreditedReceiver receiver = new CreditedReceiver(exclusive, SIZE, floating);
                receiver.takeCredit();
                steps.did("a receiver with %1$d exclusive, 20 floating; takeCredit() -> %1$d", exclusive);
                receiver.onMessage(data(backlog, "a"));

                steps.did("data [a] arrives, %d more wait at the sender", backlog);
                assertThat(receiver.takeCredit())
                        .as(steps.then("takeCredit(): it wants " + backlog + " + " + exclusive + " free and has "
                                + (exclusive - 1) + ", so it asks for " + (backlog + 1)))
                        .isEqualTo(backlog + 1);
                assertThat(floating.available()).as(steps.then("floating buffers free, of 20"))
                        .isEqualTo(19 - backlog);
                steps.did("takeCredit() -> %d", backlog + 1);
            }
        }
    }

    @Test
    @Tag("2.5")
    @DisplayName("when there are not enough floating buffers, it takes what there is")
    void itTakesWhatThereIs() {
        FloatingBuffers floating = floating("2.5", 3);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 3 floating; takeCredit() -> 2");
        receiver.onMessage(data(10, "a"));

        steps.did("data [a] arrives, 10 more wait at the sender");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it wants 12 free and has 1, but there are 3"))
                .isEqualTo(3);
        assertThat(floating.available()).as(steps.then("floating buffers free")).isZero();
    }

    @Test
    @Tag("2.5")
    @DisplayName("what it has free already it does not ask for again")
    void whatItHasItDoesNotAskForAgain() {
        FloatingBuffers floating = floating("2.5", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(3, "a"));
        receiver.takeCredit();
        steps.did("data [a] arrives, 3 more wait; takeCredit() -> 4");

        receiver.onMessage(data(2, "b"));
        steps.did("data [b] arrives, 2 more wait");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it wants 4 free and has 4")).isZero();

        steps.did("takeCredit() -> 0");
        receiver.onMessage(data(4, "c"));
        steps.did("data [c] arrives, 4 more wait by now");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it wants 6 free and has 3")).isEqualTo(3);
        assertThat(floating.available()).as(steps.then("floating buffers free: it took 4, then 3")).isEqualTo(1);
    }

    @Test
    @Tag("2.5")
    @DisplayName("an event asks for nothing")
    void anEventAsksForNothing() {
        FloatingBuffers floating = floating("2.5", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        receiver.onMessage(new Message.EndOfInput());

        assertThat(receiver.takeCredit()).as("takeCredit() when the end of input has arrived").isZero();
        assertThat(floating.available()).as("floating buffers free then").isEqualTo(8);
    }

    @Test
    @Tag("2.5")
    @DisplayName("all that was announced can be sent, floating buffers and exclusive ones, and not one more")
    void allThatWasAnnouncedCanBeSent() {
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating("2.5", 3));
        int credit = receiver.takeCredit();
        steps.did("2 exclusive, 3 floating; takeCredit() -> 2");
        for (int i = 1; i <= 5; i++) {
            assertThat(credit).as(steps.then("credit that was announced and not used")).isPositive();
            receiver.onMessage(data(10 - i, "record " + i));
            steps.did("data %d of 5 arrives, %d more wait", i, 10 - i);
            int announced = receiver.takeCredit();
            credit += announced - 1;
            steps.did("takeCredit() -> %d", announced);
        }
        assertThat(credit).as(steps.then("credit that was announced and not used: all 5 buffers are full")).isZero();
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isEqualTo(5);
        assertThatIllegalStateException()
                .as(steps.then("one more arrives, without credit: it should throw an IllegalStateException"))
                .isThrownBy(() -> receiver.onMessage(data(4, "too much")));
    }

    // 2.6 giving back

    @Test
    @Tag("2.6")
    @DisplayName("a consumed floating buffer goes back to the gate, and is no credit")
    void aConsumedFloatingBufferGoesBack() {
        FloatingBuffers floating = floating("2.6", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(3, "a"));
        receiver.takeCredit();
        steps.did("data [a] arrives in an exclusive buffer, 3 more wait; takeCredit() -> 4");
        receiver.onMessage(data(2, "b"));
        receiver.takeCredit();
        steps.did("data [b] arrives in a floating buffer, 2 more wait; takeCredit() -> 0");
        receiver.poll();
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate")).isEqualTo(4);

        bufferOf(receiver.poll()).recycle();
        steps.did("b's buffer is recycled");
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate: b's came back"))
                .isEqualTo(5);
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it is not the receiver's any more")).isZero();
    }

    @Test
    @Tag("2.6")
    @DisplayName("a consumed exclusive buffer that makes more free than wanted sends a floating one back instead")
    void anExclusiveOneSendsAFloatingOneBack() {
        FloatingBuffers floating = floating("2.6", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(3, "a"));
        receiver.takeCredit();
        steps.did("data [a] arrives in an exclusive buffer, 3 more wait; takeCredit() -> 4")
                .did("now 5 are free, and 5 are wanted");

        bufferOf(receiver.poll()).recycle();
        steps.did("a's buffer is recycled: that would make 6");
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate: 4, and one came back"))
                .isEqualTo(5);
        assertThat(receiver.takeCredit())
                .as(steps.then("takeCredit(): the exclusive one takes over the credit of the floating one that went"))
                .isZero();
    }

    @Test
    @Tag("2.6")
    @DisplayName("a consumed exclusive buffer stays and is credit while more are wanted than are free")
    void anExclusiveOneStaysWhileMoreAreWanted() {
        for (int backlog : new int[] {5, 1}) {
            FloatingBuffers floating = floating("2.6", 1);
            CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
            receiver.takeCredit();
            steps.did("a receiver with 2 exclusive, 1 floating; takeCredit() -> 2");
            receiver.onMessage(data(backlog, "a"));
            receiver.takeCredit();
            steps.did("data [a] arrives in an exclusive buffer, %d more wait; takeCredit() -> 1", backlog)
                    .did("now 2 are free, and %d are wanted", backlog + 2);

            bufferOf(receiver.poll()).recycle();
            steps.did("a's buffer is recycled: that makes 3");
            assertThat(receiver.takeCredit()).as(steps.then("takeCredit()")).isEqualTo(1);
            assertThat(floating.available()).as(steps.then("floating buffers free at the gate: it keeps its one"))
                    .isZero();
        }
    }

    @Test
    @Tag("2.6")
    @DisplayName("an event doesn't change how many are wanted")
    void anEventChangesNothingAboutWhatIsWanted() {
        FloatingBuffers floating = floating("2.6", 1);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 1 floating; takeCredit() -> 2");
        receiver.onMessage(data(5, "a"));
        receiver.takeCredit();
        steps.did("data [a] arrives in an exclusive buffer, 5 more wait; takeCredit() -> 1")
                .did("now 2 are free, and 7 are wanted");
        receiver.onMessage(new Message.Failure(new RuntimeException("no disk")));
        steps.did("failure: no disk arrives");

        bufferOf(receiver.poll()).recycle();
        steps.did("a's buffer is recycled: that makes 3, and 7 are wanted still");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit()")).isEqualTo(1);
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate: it keeps its one")).isZero();
    }

    @Test
    @Tag("2.6")
    @DisplayName("what goes back to the gate is the gate's own memory: no exclusive buffer's, and no copy")
    void theGateGetsItsOwnMemoryBack() {
        FloatingBuffers floating = floating("2.6", 3);
        TestGateMemory memory = new TestGateMemory(floating);
        List<byte[]> lent = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            lent.add(memory.lend(steps.then("floating.request()")));
        }
        lent.forEach(floating::recycle);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 3 floating; takeCredit() -> 2");
        for (int backlog = 2; backlog >= 0; backlog--) {
            receiver.onMessage(data(backlog, "record"));
            receiver.takeCredit();
            steps.did("data arrives in %s buffer, %d more wait; takeCredit() -> %d",
                    backlog == 2 ? "an exclusive" : "a floating", backlog, backlog == 2 ? 3 : 0);
        }
        for (int i = 1; i <= 3; i++) {
            bufferOf(receiver.poll()).recycle();
            steps.did("data %d is polled, and its buffer recycled", i);
        }

        assertThat(memory.takeAll()).as(steps.then("all that floating.request() gives: the 3 that it was made with"))
                .isEqualTo(List.of("floating 1", "floating 2", "floating 3"));
    }

    @Test
    @Tag("2.6")
    @DisplayName("credit that was announced is never revoked, also when the backlog is suddenly gone")
    void announcedCreditIsNeverRevoked() {
        FloatingBuffers floating = floating("2.6", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        int credit = receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(6, "a"));
        credit += receiver.takeCredit() - 1;
        steps.did("data [a] arrives, 6 more wait; takeCredit() -> 7");
        assertThat(credit).as(steps.then("credit that was announced and not used")).isEqualTo(8);

        receiver.onMessage(data(0, "b"));
        credit += receiver.takeCredit() - 1;
        steps.did("data [b] arrives, nothing waits any more");
        assertThat(floating.available())
                .as(steps.then("floating buffers free at the gate: it took 7 of 8, and a smaller backlog alone gives "
                        + "nothing back, for the sender may have sent already"))
                .isEqualTo(1);
        bufferOf(receiver.poll()).recycle();
        credit += receiver.takeCredit();
        steps.did("a's buffer is recycled");
        assertThat(credit).as(steps.then("credit that was announced and not used: 8, and 1 was used by b"))
                .isEqualTo(7);
        while (floating.request().isPresent()) {
            steps.did("another channel takes a floating buffer that is free at the gate");
        }
        for (int i = 1; i <= 7; i++) {
            receiver.onMessage(data(0, "more"));
            steps.did("data %d of 7 arrives, for the credit that was left", i);
        }
    }

    @Test
    @Tag("2.6")
    @DisplayName("a smaller backlog alone gives nothing back, not even what wasn't announced yet")
    void aSmallerBacklogGivesNothingBack() {
        FloatingBuffers floating = floating("2.6", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 8 floating; takeCredit() -> 2");
        receiver.onMessage(data(5, "a"));
        steps.did("data [a] arrives, 5 more wait: it takes 6 floating ones; nobody calls takeCredit()");
        receiver.onMessage(data(0, "b"));
        steps.did("data [b] arrives in a floating one, nothing waits any more");

        assertThat(floating.available())
                .as(steps.then("floating buffers free at the gate: a smaller backlog alone gives nothing back"))
                .isEqualTo(2);
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): all 6 that it got"))
                .isEqualTo(6);
    }

    @Test
    @Tag("2.6")
    @DisplayName("when all is consumed, the floating buffers are back at the gate and the sender has its first credit")
    void inTheEndAllIsHome() {
        FloatingBuffers floating = floating("2.6", 8);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        steps.did("new receiver, 2 exclusive, 8 floating");
        int credit = receiver.takeCredit();
        for (int i = 0; i < 6; i++) {
            receiver.onMessage(data(5 - i, "record " + i));
            credit += receiver.takeCredit() - 1;
            steps.did("data arrives, %d more wait", 5 - i);
        }
        for (int i = 1; i <= 6; i++) {
            bufferOf(receiver.poll()).recycle();
            credit += receiver.takeCredit();
            steps.did("data %d is polled, and its buffer recycled", i);
        }

        assertThat(floating.available()).as(steps.then("floating buffers free at the gate")).isEqualTo(8);
        assertThat(receiver.buffersInUse()).as(steps.then("buffersInUse()")).isZero();
        assertThat(credit).as(steps.then("credit that was announced and not used")).isEqualTo(2);
    }

    // 2.7 two channels, one gate

    @Test
    @Tag("2.7")
    @DisplayName("the busy channel gets the floating buffers, the quiet one keeps its two")
    void theQuietOneKeepsItsTwo() {
        FloatingBuffers floating = floating("2.7", 8);
        CreditedReceiver busy = new CreditedReceiver(2, SIZE, floating);
        CreditedReceiver quiet = new CreditedReceiver(2, SIZE, floating);
        int credit = busy.takeCredit();
        assertThat(quiet.takeCredit()).as("first credit of the quiet channel").isEqualTo(2);
        steps.did("two channels, 2 exclusive each, 8 floating; takeCredit() -> 2 and 2");
        for (int i = 1; i <= 10; i++) {
            busy.onMessage(data(40 - i, "record " + i));
            credit += busy.takeCredit() - 1;
        }
        steps.did("10 data messages arrive at the busy channel, with a backlog of 39 down to 30");
        assertThat(credit).as(steps.then("the busy channel's credit that was announced and not used")).isZero();
        assertThat(busy.buffersInUse()).as(steps.then("the busy channel's buffersInUse()")).isEqualTo(10);

        for (int i = 1; i <= 2; i++) {
            quiet.onMessage(data(0, "quiet"));
            steps.did("data %d of 2 arrives at the quiet channel, for its first credit", i);
        }
        assertThat(quiet.takeCredit()).as(steps.then("the quiet channel's takeCredit(): no floating one is free"))
                .isZero();
    }

    @Test
    @Tag("2.7")
    @DisplayName("a floating buffer that comes back goes to the channel that waits for one, as new credit")
    void whatComesBackGoesToTheOneWhoWaits() {
        FloatingBuffers floating = floating("2.7", 2);
        CreditedReceiver one = new CreditedReceiver(2, SIZE, floating);
        CreditedReceiver two = new CreditedReceiver(2, SIZE, floating);
        one.takeCredit();
        two.takeCredit();
        steps.did("channels one and two, 2 exclusive each, 2 floating; takeCredit() -> 2 and 2");
        one.onMessage(data(1, "a"));
        steps.did("data [a] arrives at one, 1 more waits: one takes both floating buffers");
        one.onMessage(data(0, "b"));
        one.takeCredit();
        steps.did("data [b] arrives at one in a floating buffer, nothing waits: one wants no more");
        two.onMessage(data(3, "c"));
        steps.did("data [c] arrives at two, 3 more wait: no floating one is free, two stands in line");
        assertThat(two.takeCredit()).as(steps.then("two's takeCredit()")).isZero();

        one.poll();
        bufferOf(one.poll()).recycle();
        steps.did("b's buffer is recycled");
        assertThat(two.takeCredit()).as(steps.then("two's takeCredit(): b's floating buffer is two's now"))
                .isEqualTo(1);
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit()")).isZero();
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate")).isZero();
    }

    @Test
    @Tag("2.7")
    @DisplayName("a channel alone in line gets its own floating buffer back, as new credit")
    void aloneInLineItGetsItsOwnBack() {
        FloatingBuffers floating = floating("2.7", 1);
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("2 exclusive, 1 floating; takeCredit() -> 2");
        receiver.onMessage(data(9, "a"));
        steps.did("data [a] arrives, 9 more wait: it takes the floating one, and stands in line for more");
        receiver.onMessage(data(8, "b"));
        receiver.takeCredit();
        steps.did("data [b] arrives in the floating one; takeCredit()");
        receiver.poll();

        for (int i = 0; i < 3; i++) {
            bufferOf(receiver.poll()).recycle();
            steps.did("the floating one is recycled");
            assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it stood in line, and gets it"))
                    .isEqualTo(1);
            steps.did("takeCredit() -> 1");
            receiver.onMessage(data(7 - i, "more"));
            steps.did("data arrives in the floating one, %d more wait", 7 - i);
        }
    }

    @Test
    @Tag("2.7")
    @DisplayName("channels that all want more get the floating buffers in turn")
    void inTurn() {
        FloatingBuffers floating = floating("2.7", 4);
        byte[][] others = new byte[4][];
        for (int i = 0; i < 4; i++) {
            others[i] = floating.request().orElseThrow();
        }
        CreditedReceiver one = new CreditedReceiver(1, SIZE, floating);
        CreditedReceiver two = new CreditedReceiver(1, SIZE, floating);
        one.takeCredit();
        two.takeCredit();
        steps.did("4 floating, all lent; channels one and two, 1 exclusive each; takeCredit()");
        one.onMessage(data(9, "a"));
        steps.did("data [a] arrives at one, 9 more wait: one stands in line");
        two.onMessage(data(9, "b"));
        steps.did("data [b] arrives at two, 9 more wait: two stands in line");

        for (int i = 0; i < 4; i++) {
            floating.recycle(others[i]);
            steps.did("a floating buffer comes back");
            String turn = (i % 2 == 0 ? "it is one's turn" : "it is two's turn")
                    + (i < 2 ? "" : " again: it got one, but wants more still, so it stands in line again");
            assertThat(one.takeCredit()).as(steps.then("one's takeCredit(): " + turn)).isEqualTo(i % 2 == 0 ? 1 : 0);
            assertThat(two.takeCredit()).as(steps.then("two's takeCredit(): " + turn)).isEqualTo(i % 2 == 0 ? 0 : 1);
            steps.did(i % 2 == 0 ? "one gets it" : "two gets it");
        }
    }

    @Test
    @Tag("2.7")
    @DisplayName("a consumed exclusive buffer stays while it is wanted, even if others wait for floating ones")
    void anExclusiveOneThatIsWantedSendsNothingBack() {
        FloatingBuffers floating = floating("2.7", 2);
        CreditedReceiver one = new CreditedReceiver(2, SIZE, floating);
        CreditedReceiver two = new CreditedReceiver(2, SIZE, floating);
        twoWaitsBeforeOne(one, two, 1);

        bufferOf(one.poll()).recycle();
        steps.did("a's exclusive buffer is recycled: one has 3 free, and wants 3");
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit(): it stays, and is new credit")).isEqualTo(1);
        assertThat(two.takeCredit()).as(steps.then("two's takeCredit(): one gave no floating buffer back")).isZero();
    }

    @Test
    @Tag("2.7")
    @DisplayName("a consumed floating buffer goes to the first in line, also when its last user wants it")
    void aConsumedFloatingBufferGoesToTheFirstInLine() {
        FloatingBuffers floating = floating("2.7", 2);
        CreditedReceiver one = new CreditedReceiver(2, SIZE, floating);
        CreditedReceiver two = new CreditedReceiver(2, SIZE, floating);
        twoWaitsBeforeOne(one, two, 5);

        one.poll();
        bufferOf(one.poll()).recycle();
        steps.did("b's floating buffer is recycled");
        assertThat(two.takeCredit())
                .as(steps.then("two's takeCredit(): b's buffer is a floating one, for data takes those first; it goes "
                        + "to two, who was in line before one"))
                .isEqualTo(1);
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit()")).isZero();
    }

    private void twoWaitsBeforeOne(CreditedReceiver one, CreditedReceiver two, int backlog) {
        one.takeCredit();
        two.takeCredit();
        steps.did("channels one and two, 2 exclusive each, 2 floating; takeCredit() -> 2 and 2");
        one.onMessage(data(1, "a"));
        steps.did("data [a] arrives at one in an exclusive buffer, 1 more waits: one takes both floating buffers, "
                + "has 3 free as it wants, and isn't in line");
        two.onMessage(data(9, "c"));
        steps.did("data [c] arrives at two, 9 more wait: two stands in line");
        one.onMessage(data(backlog, "b"));
        steps.did("data [b] arrives at one in a floating buffer (there is one free), %d more wait: "
                + "one stands in line behind two", backlog);
        one.takeCredit();
        two.takeCredit();
        steps.did("takeCredit() of both");
    }

    @Test
    @Tag("2.7")
    @DisplayName("after a burst a channel has its own buffers again, and goes on if others have all the floating ones")
    void afterABurstItHasItsOwnAgain() {
        FloatingBuffers floating = floating("2.7", 2);
        CreditedReceiver quiet = new CreditedReceiver(1, SIZE, floating);
        CreditedReceiver busy = new CreditedReceiver(1, SIZE, floating);
        int credit = quiet.takeCredit();
        busy.takeCredit();
        steps.did("channels quiet and busy, 1 exclusive each, 2 floating; takeCredit() -> 1 and 1");
        for (int backlog = 1; backlog >= 0; backlog--) {
            quiet.onMessage(data(backlog, "record"));
            credit += quiet.takeCredit() - 1;
            steps.did("data arrives at quiet, %d more wait", backlog);
        }
        for (int i = 1; i <= 2; i++) {
            bufferOf(quiet.poll()).recycle();
            credit += quiet.takeCredit();
            steps.did("quiet's data %d is polled, and its buffer recycled", i);
        }
        assertThat(credit).as(steps.then("quiet's credit that was announced and not used")).isEqualTo(1);
        busy.onMessage(data(9, "busy"));
        steps.did("data arrives at busy, 9 more wait: busy takes both floating buffers, and stands in line for more");

        for (int i = 3; i <= 5; i++) {
            quiet.onMessage(data(0, "record"));
            steps.did("data %d arrives at quiet, nothing waits", i);
            bufferOf(quiet.poll()).recycle();
            steps.did("it is polled, and its buffer recycled");
            assertThat(quiet.takeCredit())
                    .as(steps.then("quiet's takeCredit(): it has its exclusive buffer, whatever busy has"))
                    .isEqualTo(1);
            steps.did("quiet's takeCredit() -> 1");
        }
    }

    @Test
    @Tag("2.7")
    @DisplayName("a channel whose turn comes when it has enough gives the buffer on")
    void whoHasEnoughGivesItOn() {
        FloatingBuffers floating = floating("2.7", 2);
        byte[] first = floating.request().orElseThrow();
        byte[] second = floating.request().orElseThrow();
        CreditedReceiver one = new CreditedReceiver(2, SIZE, floating);
        CreditedReceiver two = new CreditedReceiver(2, SIZE, floating);
        one.takeCredit();
        two.takeCredit();
        steps.did("2 floating, both lent; channels one and two, 2 exclusive each; takeCredit()");
        one.onMessage(data(0, "a"));
        steps.did("data [a] arrives at one, nothing waits: one wants 2 free, has 1, stands in line");
        two.onMessage(data(0, "b"));
        steps.did("data [b] arrives at two, nothing waits: two wants 2 free, has 1, stands in line behind");
        bufferOf(one.poll()).recycle();
        one.takeCredit();
        steps.did("a's buffer is recycled: one has 2 free again; takeCredit() -> 1");

        floating.recycle(first);
        steps.did("a floating buffer comes back: one has enough and gives it on");
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit()")).isZero();
        assertThat(two.takeCredit()).as(steps.then("two's takeCredit()")).isEqualTo(1);

        floating.recycle(second);
        steps.did("the other floating buffer comes back: nobody wants it");
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit()")).isZero();
        assertThat(two.takeCredit()).as(steps.then("two's takeCredit()")).isZero();
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate")).isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("a channel that gave one on has no place any more: when it wants one again, it stands at the end")
    void whoGaveOneOnStandsInLineAgain() {
        FloatingBuffers floating = floating("2.7", 2);
        byte[] first = floating.request().orElseThrow();
        byte[] second = floating.request().orElseThrow();
        CreditedReceiver one = new CreditedReceiver(2, SIZE, floating);
        one.takeCredit();
        steps.did("2 floating, both lent; channel one, 2 exclusive; takeCredit() -> 2");
        one.onMessage(data(0, "a"));
        steps.did("data [a] arrives at one, nothing waits: one wants 2 free, has 1, stands in line");
        bufferOf(one.poll()).recycle();
        one.takeCredit();
        steps.did("a's buffer is recycled: one has 2 free again; takeCredit() -> 1");
        floating.recycle(first);
        steps.did("a floating buffer comes back");
        assertThat(floating.available())
                .as(steps.then("floating buffers free: one has enough, and gives it on"))
                .isEqualTo(1);
        first = floating.request().orElseThrow();
        steps.did("one gives it on, nobody else is in line: it is free, and lent again");

        List<String> served = new ArrayList<>();
        floating.addBufferListener(memory -> served.add("another"));
        steps.did("another stands in line");
        one.onMessage(data(0, "b"));
        steps.did("data [b] arrives at one, nothing waits: one wants 2 free, has 1, stands in line behind the other");
        floating.recycle(first);
        steps.did("a floating buffer comes back");
        assertThat(served).as(steps.then("who got it: the other came first, for one left the line at its turn"))
                .isEqualTo(List.of("another"));
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit(): it is behind the other")).isZero();
        floating.recycle(second);
        steps.did("the other gets it").did("the second floating buffer comes back");
        assertThat(one.takeCredit()).as(steps.then("one's takeCredit(): it wanted one, and stood in line again"))
                .isEqualTo(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("a channel that got some, but fewer than it wants, stands in line for the rest")
    void whoGotTooFewStandsInLineForTheRest() {
        FloatingBuffers floating = floating("2.7", 3);
        byte[] first = floating.request().orElseThrow();
        byte[] second = floating.request().orElseThrow();
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("3 floating, 2 of them lent to others; a receiver with 2 exclusive; takeCredit() -> 2");
        receiver.onMessage(data(9, "a"));
        steps.did("data [a] arrives, 9 more wait");
        assertThat(receiver.takeCredit()).as(steps.then("takeCredit(): it wants 11 free and has 1, but only 1 is free"))
                .isEqualTo(1);

        steps.did("takeCredit() -> 1");
        for (byte[] back : List.of(first, second)) {
            floating.recycle(back);
            steps.did("another's floating buffer comes back");
            assertThat(receiver.takeCredit())
                    .as(steps.then("takeCredit(): it has fewer free than it wants, so it stands in line, and gets it"))
                    .isEqualTo(1);
            steps.did("takeCredit() -> 1");
        }
    }

    @Test
    @Tag("2.7")
    @DisplayName("data that is refused doesn't change how many are wanted")
    void refusedDataChangesNothingAboutWhatIsWanted() {
        FloatingBuffers floating = floating("2.7", 3);
        List<byte[]> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(floating.request().orElseThrow());
        }
        CreditedReceiver receiver = new CreditedReceiver(2, SIZE, floating);
        receiver.takeCredit();
        steps.did("3 floating, all lent to others; a receiver with 2 exclusive; takeCredit() -> 2");
        receiver.onMessage(data(0, "a"));
        receiver.onMessage(data(0, "b"));
        steps.did("data [a] and [b] arrive, nothing waits: it wants 2 free, has 0, stands in line");
        assertThatIllegalStateException()
                .as(steps.then("data [c] arrives, 10 more wait, but no buffer is free: "
                        + "it should throw an IllegalStateException"))
                .isThrownBy(() -> receiver.onMessage(data(10, "c")));

        steps.did("data [c] arrives, 10 more wait -> refused");
        others.forEach(floating::recycle);
        steps.did("the 3 floating buffers come back, one after the other");
        assertThat(receiver.takeCredit())
                .as(steps.then("takeCredit(): it wants 0 + 2 free still, for what was refused changes nothing"))
                .isEqualTo(2);
        assertThat(floating.available()).as(steps.then("floating buffers free at the gate: the third")).isEqualTo(1);
    }

    private void arrives(CreditedReceiver receiver, String... records) {
        receiver.onMessage(data(records));
        steps.did("data [%s] arrives", String.join(", ", records));
    }

    private void sendIfThereIsCredit(CreditedSender sender, CreditedReceiver receiver) {
        Optional<Message> message = sender.poll();
        String sent = message.map(any -> "a message").orElse("nothing");
        steps.did("sender.poll() -> %s", sent);
        if (message.isPresent()) {
            receiver.onMessage(message.get());
            steps.did("it arrives");
        }
    }
}
