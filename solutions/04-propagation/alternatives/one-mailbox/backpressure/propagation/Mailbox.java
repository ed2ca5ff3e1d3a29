package backpressure.propagation;

import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import workbook.world.Clock;

/** What both channels have in common: a reader that waits until there is a message, or until a deadline. */
final class Mailbox {

    private final Lock lock;
    private final Clock clock;
    private final Condition delivery;
    private final Supplier<Optional<Message>> messages;

    /** @param messages gives the next message and takes it away; called with the lock in hand */
    Mailbox(Lock lock, Clock clock, Supplier<Optional<Message>> messages) {
        this.lock = lock;
        this.clock = clock;
        this.messages = messages;
        delivery = lock.newCondition();
    }

    /** Something has changed: whoever waits looks again. */
    void look() {
        lock.lock();
        try {
            delivery.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Message> take(long deadline) throws InterruptedException {
        lock.lock();
        try {
            for (Optional<Message> message = messages.get(); ; message = messages.get()) {
                long now = clock.nanoTime();
                if (message.isPresent() || now >= deadline) {
                    return message;
                }
                if (deadline == Long.MAX_VALUE) {
                    delivery.await();
                } else {
                    delivery.awaitNanos(deadline - now);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
