// Changes system properties without System.setProperty.
// kind: properties
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.Properties;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Properties properties = System.getProperties();
        properties.put("workbook.orders", "0");
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
