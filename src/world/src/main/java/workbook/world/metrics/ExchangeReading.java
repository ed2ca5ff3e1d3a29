package workbook.world.metrics;

/**
 * How full the exchange between two tasks is.
 *
 * @param name who hands on to whom: {@code "filter → sink"}
 * @param senderBuffersUsed buffers of the sender's pool that are out
 * @param senderBuffers how many the pool owns
 * @param receiverBuffersUsed buffers that hold data at the receiver; 0 for a local exchange
 * @param receiverBuffers how many the receiver can own; 0 for a local exchange
 * @param credit how many buffers the sender may send; 0 for a local exchange, where none is needed
 * @param records records in all those buffers that the reader hasn't taken yet
 */
public record ExchangeReading(String name, int senderBuffersUsed, int senderBuffers, int receiverBuffersUsed,
        int receiverBuffers, int credit, int records) {

    /** Whether the sender has no buffer left. */
    public boolean isFull() {
        return senderBuffersUsed == senderBuffers;
    }
}
