package backpressure.benchmark;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import workbook.testkit.instrument.InstrumentingLoader;

/** How long a test takes that explores orders, with and without the instrumentation that finds data races. */
@State(Scope.Benchmark)
public class ExplorationBenchmark {

    private LongSupplier plain;
    private LongSupplier instrumented;

    /** What counts: how many there are to a test differs. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Tried {
        public long orders;
    }

    @Setup
    public void load() throws ReflectiveOperationException {
        plain = new ThreeTasks();
        instrumented = (LongSupplier) InstrumentingLoader.instrumented(ThreeTasks.class).getDeclaredConstructor()
                .newInstance();
    }

    /** Orders per second, once the JVM is warm. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Fork(2)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public void explore(Tried tried) {
        tried.orders += instrumented.getAsLong();
    }

    /** The same, had nobody asked for data races. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Fork(2)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public void exploreWithoutInstrumentation(Tried tried) {
        tried.orders += plain.getAsLong();
    }

    /** One whole test, the first in its JVM. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Fork(5)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public long firstTest() {
        return instrumented.getAsLong();
    }
}
