package backpressure.credits;

import static backpressure.credits.TestMessages.SIZE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import backpressure.buffers.Buffer;
import backpressure.buffers.BufferPool;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import workbook.testkit.ChapterTest;
import workbook.testkit.Seeds;
import workbook.testkit.Steps;

/** What holds whatever the order in which data, credit and buffers travel. */
@ChapterTest
class CreditsHoldTest {

    @Test
    @Tag("2.7")
    @DisplayName("one channel: nothing promised twice, dropped, doubled or overtaken; in the end everything is home")
    void oneChannel() {
        runMany(1);
    }

    @Test
    @Tag("2.7")
    @DisplayName("two channels at one gate: nothing promised twice, dropped or doubled; nobody starves; all goes home")
    void twoChannels() {
        runMany(2);
    }

    private static void runMany(int channels) {
        // short runs first: what a short one finds makes a short story
        Seeds.forEachSeed(100, random -> new Gate(random, channels).run(12));
        Seeds.forEachSeed(100, random -> new Gate(random, channels).run(30));
        Seeds.forEachSeed(300, random -> new Gate(random, channels).run(80));
    }

    /** One or two channels that share floating buffers, and a random driver. */
    private static final class Gate {

        private final Random random;
        private final int exclusive;
        private final int floatingOwned;
        private final FloatingBuffers floating;
        private final TestGateModel model;
        private final List<Channel> channels = new ArrayList<>();
        private final Steps steps = new Steps();

        Gate(Random random, int count) {
            this.random = random;
            exclusive = 1 + random.nextInt(4);
            floatingOwned = random.nextInt(random.nextInt(4) == 0 ? 21 : 5);
            floating = TestMessages.floating("2.7", floatingOwned);
            model = new TestGateModel(floatingOwned);
            for (int i = 0; i < count; i++) {
                channels.add(new Channel("channel " + (char) ('A' + i)));
            }
            steps.did("%s: exclusive buffers %d, floating %d", count == 1 ? "channel A" : "channels A and B, each",
                    exclusive, floatingOwned);
        }

        void run(int count) {
            try {
                for (int i = 0; i < count; i++) {
                    channels.get(random.nextInt(channels.size())).doSomething();
                    announceAndCheck();
                }
                finish();
            } catch (RuntimeException | StackOverflowError e) {
                throw TestStory.of(steps, e);
            }
        }

        private void announceAndCheck() {
            channels.forEach(Channel::announce);
            channels.forEach(Channel::check);
            int promised = channels.stream().mapToInt(Channel::promised).sum();
            int owned = channels.size() * exclusive + floatingOwned - floating.available();
            assertThat(promised)
                    .as(steps.then("is there a buffer for each credit at the senders or announced, each data on its "
                            + "way, and each buffer in use? Owned: " + channels.size() + " x " + exclusive
                            + " exclusive, and " + (floatingOwned - floating.available()) + " floating of the gate's "
                            + floatingOwned + ". Promised or in use:"))
                    .isLessThanOrEqualTo(owned);
            assertThat(floating.available()).as(steps.then("floating buffers free at the gate, of " + floatingOwned))
                    .isEqualTo(model.available());
        }

        /** Everything that is on its way arrives, everything that arrived is read. */
        private void finish() {
            channels.forEach(Channel::end);
            steps.did("then nothing more is added, and all that can move moves, until nothing does");
            boolean moved = true;
            while (moved) {
                moved = false;
                for (Channel channel : channels) {
                    moved |= channel.creditArrives() | channel.send() | channel.arrive() | channel.take()
                            | channel.recycle(0);
                    announceAndCheck();
                }
            }
            channels.forEach(Channel::checkFinished);
            assertThat(floating.available()).as(steps.then("floating buffers free at the gate, in the end"))
                    .isEqualTo(floatingOwned);
        }

        /** A sender, a receiver, and what is on its way between them. */
        private final class Channel {

            private final String name;
            private final BufferPool pool = new BufferPool(6, SIZE);
            private final CreditedSender sender = new CreditedSender();
            private final CreditedReceiver receiver = new CreditedReceiver(exclusive, SIZE, floating);
            private final TestGateModel.Channel rules = model.new Channel(exclusive);
            private final Deque<Integer> creditOnItsWay = new ArrayDeque<>();
            private final Deque<Message> messagesOnTheirWay = new ArrayDeque<>();
            private final List<Buffer> held = new ArrayList<>();
            private int added;
            private int read;
            private int arrivedNotTaken;
            private boolean ended;
            private boolean heardTheEnd;

            Channel(String name) {
                this.name = name;
            }

            void doSomething() {
                switch (random.nextInt(7)) {
                    case 0, 1 -> add();
                    case 2 -> creditArrives();
                    case 3 -> send();
                    case 4 -> arrive();
                    case 5 -> take();
                    default -> recycle(held.isEmpty() ? 0 : random.nextInt(held.size()));
                }
            }

            private void add() {
                Optional<Buffer> buffer = pool.request();
                if (buffer.isPresent()) {
                    int records = 1 + random.nextInt(2);
                    for (int i = 0; i < records; i++) {
                        buffer.get().append(String.valueOf(added++).getBytes(UTF_8));
                    }
                    sender.add(new Message.Data(buffer.get()));
                    steps.did("%s: add(data up to record %d)", name, added - 1);
                }
            }

            void end() {
                sender.add(new Message.EndOfInput());
                ended = true;
                steps.did("%s: add(end of input)", name);
            }

            void announce() {
                int credit = receiver.takeCredit();
                assertThat(credit).as(steps.then(name + ": takeCredit(); by the lesson's rules " + rules))
                        .isEqualTo(rules.takeCredit());
                if (credit > 0) {
                    creditOnItsWay.add(credit);
                    steps.did("%s: takeCredit() -> %d", name, credit);
                }
            }

            boolean creditArrives() {
                Integer credit = creditOnItsWay.poll();
                if (credit == null) {
                    return false;
                }
                sender.addCredit(credit);
                steps.did("%s: addCredit(%d)", name, credit);
                return true;
            }

            boolean send() {
                Optional<Message> message = sender.poll();
                if (message.isEmpty()) {
                    return false;
                }
                messagesOnTheirWay.add(message.get());
                steps.did("%s: sends %s", name, message.get() instanceof Message.Data data
                        ? "data, backlog " + data.backlog() : "end of input");
                return true;
            }

            boolean arrive() {
                Message message = messagesOnTheirWay.poll();
                if (message == null) {
                    return false;
                }
                steps.did("%s: %s arrives", name, message instanceof Message.Data ? "data" : "end of input");
                receiver.onMessage(message);
                if (message instanceof Message.Data data) {
                    arrivedNotTaken++;
                    rules.arrives(data.backlog());
                }
                return true;
            }

            boolean take() {
                Optional<Message> message = receiver.poll();
                if (message.isEmpty()) {
                    return false;
                }
                assertThat(heardTheEnd).as(steps.then(name + ": poll(): was the end of input read before this message"))
                        .isFalse();
                if (message.get() instanceof Message.Data data) {
                    arrivedNotTaken--;
                    rules.polled();
                    held.add(data.buffer());
                    for (String record : TestMessages.records(data.buffer())) {
                        assertThat(record).as(steps.then(name + ": the next record")).isEqualTo(String.valueOf(read));
                        read++;
                    }
                    steps.did("%s: poll() -> data up to record %d", name, read - 1);
                } else {
                    heardTheEnd = true;
                    assertThat(read).as(steps.then(name + ": poll() -> end of input: records read before it"))
                            .isEqualTo(added);
                    steps.did("%s: poll() -> end of input", name);
                }
                return true;
            }

            boolean recycle(int which) {
                if (held.isEmpty()) {
                    return false;
                }
                steps.did("%s: recycles a buffer it has read", name);
                held.remove(which).recycle();
                rules.recycled(which);
                return true;
            }

            int promised() {
                return sender.credit() + creditOnItsWay.stream().mapToInt(Integer::intValue).sum()
                        + (int) messagesOnTheirWay.stream().filter(Message.Data.class::isInstance).count()
                        + receiver.buffersInUse();
            }

            void check() {
                assertThat(sender.credit()).as(steps.then(name + ": the sender's credit()")).isNotNegative();
                assertThat(receiver.buffersInUse())
                        .as(steps.then(name + ": buffersInUse(), which hold what arrived and was not recycled"))
                        .isEqualTo(arrivedNotTaken + held.size());
                int onTheirWay = messagesOnTheirWay.stream()
                        .mapToInt(message -> message instanceof Message.Data data ? data.buffer().records() : 0).sum();
                assertThat(sender.records() + onTheirWay + receiver.records())
                        .as(steps.then(name + ": records at the sender, on their way and at the receiver, "
                                + "of " + added + " added and " + read + " read"))
                        .isEqualTo(added - read);
            }

            void checkFinished() {
                assertThat(read).as(steps.then(name + ": records read in the end, of those added")).isEqualTo(added);
                assertThat(heardTheEnd).as(steps.then(name + ": was the end of input read")).isEqualTo(ended);
                assertThat(pool.available()).as(steps.then(name + ": the sender's own buffers that are home, of 6"))
                        .isEqualTo(6);
                assertThat(sender.credit())
                        .as(steps.then(name + ": the sender's credit() in the end: the exclusive buffers"))
                        .isEqualTo(exclusive);
            }
        }
    }
}
