package backpressure.benchmark;

import backpressure.buffers.Buffer;
import backpressure.blockonemit.BlockingBufferPool;
import workbook.testkit.Explorer;

/** What chapter 03's tests do: three tasks share a pool of two buffers, in 3,000 orders. */
public final class ThreeTasks implements Runnable {

    @Override
    public void run() {
        Explorer.explore(world -> {
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
    }
}
