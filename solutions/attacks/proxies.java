// Makes a proxy of its home.
// kind: reflection
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.lang.reflect.Proxy;
import java.util.Optional;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Recycler proxy = (Recycler) Proxy.newProxyInstance(Recycler.class.getClassLoader(), new Class<?>[] {Recycler.class},
                (object, method, arguments) -> method.getDeclaringClass().getClassLoader());
        proxy.recycle(new byte[0]);
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
