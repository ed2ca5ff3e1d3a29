package workbook.lab.cluster;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** What can be set in this very version of Flink, as far as the lab sets any of it. */
final class FlinkOptions {

    private static final List<Class<?>> GROUPS = List.of(CheckpointingOptions.class, CoreOptions.class,
            JobManagerOptions.class, MetricOptions.class, RestOptions.class, RestartStrategyOptions.class,
            TaskManagerOptions.class, WebOptions.class);

    private FlinkOptions() {
    }

    /** Those that aren't deprecated. */
    static Set<String> names() throws IllegalAccessException {
        Set<String> names = new TreeSet<>();
        for (Class<?> group : GROUPS) {
            for (Field field : group.getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers()) && field.get(null) instanceof ConfigOption<?> option
                        && !field.isAnnotationPresent(Deprecated.class)) {
                    names.add(option.key());
                }
            }
        }
        return names;
    }
}
