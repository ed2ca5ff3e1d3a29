// Gets at the foreign memory API by its name.
// kind: native
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        try {
            System.out.println(Class.forName("jdk.incubator.foreign.CLinker"));
            System.out.println(Class.forName("java.lang.foreign.Linker").getMethod("nativeLinker").invoke(null));
        } catch (ReflectiveOperationException e) {
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
