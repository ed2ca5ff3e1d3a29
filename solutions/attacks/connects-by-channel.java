// Connects by a channel, to this machine, port 47811.
// kind: network
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            SocketChannel.open(new InetSocketAddress("localhost", 47_811)).close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public Optional<Buffer> request() {
        return Optional.empty();
    }

    @Override
    public void recycle(byte[] memory) {
    }

    public int available() {
        return 0;
    }
}
