package backpressure.credits;

import backpressure.buffers.Buffer;

/** What travels from a sender to a receiver: a buffer full of records, or an event. */
public sealed interface Message {

    /**
     * A buffer, and how many more still wait behind it at the sender. Sending one spends one credit.
     *
     * <p>In Flink: {@code NettyMessage.BufferResponse}.
     *
     * @param backlog buffers that wait behind this one, 0 or more
     */
    record Data(Buffer buffer, int backlog) implements Message {

        /** A buffer that hasn't been sent yet, so that nobody knows its backlog. */
        public Data(Buffer buffer) {
            this(buffer, 0);
        }
    }

    /** An event: something to know that takes no buffer, and so needs no credit. */
    sealed interface Event extends Message {
    }

    /** No more will come. In Flink: {@code EndOfPartitionEvent}. */
    record EndOfInput() implements Event {
    }

    /** No more will come, because the sender failed; and why. In Flink: {@code NettyMessage.ErrorResponse}. */
    record Failure(Throwable cause) implements Event {
    }
}
