package backpressure.benchmark;

import backpressure.buffers.Buffer;
import backpressure.blockonemit.BlockingBufferPool;
import java.util.function.LongSupplier;
import workbook.testkit.Explorer;

/** What chapter 03's tests do: three tasks share a pool of two buffers, in some thousand orders. */
public final class ThreeTasks implements LongSupplier {

    private long orders;

    /** Goes through the orders. Says how many there were. */
    @Override
    public long getAsLong() {
        orders = 0;
        Explorer.explore(world -> {
            orders++;
            BlockingBufferPool pool = new BlockingBufferPool(2, 8, world.lock("pool"));
            for (String name : new String[] {"map", "filter", "sink"}) {
                world.start(name, () -> {
                    for (int i = 0; i < 2; i++) {
                        Buffer buffer = pool.take();
                        buffer.recycle();
                    }
                });
            }
            return () -> {
                if (pool.available() != 2) {
                    throw new AssertionError("a buffer is lost");
                }
            };
        });
        return orders;
    }
}
