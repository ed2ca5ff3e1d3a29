package workbook.lab.flink;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The metrics of the tasks of the job in this JVM, read where they are counted. What the Web UI shows of them is
 * fetched now and then, and averaged over a minute.
 */
public final class LiveMetrics implements MetricReporter {

    /** Before the name of a metric that isn't the task's as a whole, but one of its operators'. */
    static final String OF_OPERATOR = "operator: ";

    /** By task and name. */
    private static final Map<String, Metric> METRICS = new ConcurrentHashMap<>();

    /** How Flink makes one: {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new LiveMetrics();
        }
    }

    /** A task's metric, as Flink has it; nothing before the task is there. */
    static Optional<Metric> metric(String task, String name) {
        return Optional.ofNullable(METRICS.get(key(task, name)));
    }

    /** A task's counter; 0 before the task is there. */
    static long count(String task, String name) {
        return METRICS.get(key(task, name)) instanceof Counter counter ? counter.getCount() : 0;
    }

    /** A task's gauge of a number; 0 before the task is there. */
    static double value(String task, String name) {
        return METRICS.get(key(task, name)) instanceof Gauge<?> gauge
                && gauge.getValue() instanceof Number number ? number.doubleValue() : 0;
    }

    /** Before a run. */
    static void forget() {
        METRICS.clear();
    }

    @Override
    public void open(MetricConfig configuration) {
        // nothing to choose
    }

    @Override
    public void close() {
        // nothing to free
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        String task = group.getAllVariables().get("<task_name>");
        boolean ofOperator = group.getAllVariables().containsKey("<operator_name>");
        if (task != null) {
            METRICS.put(key(task, ofOperator ? OF_OPERATOR + name : name), metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // the last values are looked at when the job has ended
    }

    private static String key(String task, String name) {
        return task + "\n" + name;
    }
}
