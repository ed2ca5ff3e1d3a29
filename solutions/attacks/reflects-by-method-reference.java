// Gets at Class.forName through a function.
// kind: reflection
// file: backpressure/buffers/BufferPool.java
// base: skeleton
package backpressure.buffers;

import java.util.Optional;
import java.util.function.Function;

public final class BufferPool implements Recycler {

    public BufferPool(int buffers, int bufferSize) {
        Function<Object, Class<?>> type = Object::getClass;
        Function<Class<?>, ClassLoader> loader = Class::getClassLoader;
        System.out.println(type.andThen(loader).apply(this));
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
