package workbook.lab.flink;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

    /** By task and name; then by subtask. */
    private static final Map<String, Map<Integer, Metric>> METRICS = new ConcurrentHashMap<>();

    /** How Flink makes one: {@code META-INF/services}. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new LiveMetrics();
        }
    }

    /** A subtask's metric, as Flink has it; nothing before the subtask is there. */
    static Optional<Metric> metric(String task, int subtask, String name) {
        return Optional.ofNullable(METRICS.getOrDefault(key(task, name), Map.of()).get(subtask));
    }

    /** A counter, over all subtasks of a task; 0 before one is there. */
    static long count(String task, String name) {
        return all(task, name).mapToLong(metric -> metric instanceof Counter counter ? counter.getCount() : 0).sum();
    }

    /** A gauge of a number, over all subtasks of a task; 0 before one is there. */
    static double sum(String task, String name) {
        return all(task, name).mapToDouble(metric -> metric instanceof Gauge<?> gauge
                && gauge.getValue() instanceof Number number ? number.doubleValue() : 0).sum();
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
        Map<String, String> variables = group.getAllVariables();
        String task = variables.get("<task_name>");
        boolean ofOperator = variables.containsKey("<operator_name>");
        if (task != null) {
            METRICS.computeIfAbsent(key(task, ofOperator ? OF_OPERATOR + name : name), k -> new ConcurrentHashMap<>())
                    .put(Integer.valueOf(variables.get("<subtask_index>")), metric);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        // the last values are looked at when the job has ended
    }

    private static Stream<Metric> all(String task, String name) {
        return METRICS.getOrDefault(key(task, name), Map.of()).values().stream();
    }

    private static String key(String task, String name) {
        return task + "\n" + name;
    }
}
