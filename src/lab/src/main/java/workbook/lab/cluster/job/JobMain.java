package workbook.lab.cluster.job;

import java.util.List;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import workbook.lab.flink.ScenarioJob;
import workbook.world.scenario.Network;
import workbook.world.scenario.ScenarioSettings;

/**
 * The scenario's job for any Flink: {@code flink run -p 4 lab-job.jar --brokers HOST:PORT --database-url jdbc:…}.
 * Parallelism, checkpoints and restarts are the installation's, or {@code flink run}'s. The topic and the table have to
 * be there; {@link PrepareMain} makes them.
 */
public final class JobMain {

    private static final String BATCH_ROWS = "--batch-rows";
    static final List<String> ARGUMENTS = List.of(BATCH_ROWS);

    private JobMain() {
    }

    /**
     * Submits it.
     *
     * @throws ProgramParametrizationException what is wrong with the arguments: {@code flink run} shows that alone
     */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        try {
            JobArguments given = JobArguments.parse(arguments, ARGUMENTS, System::getenv);
            ScenarioSettings settings = ScenarioSettings.defaults()
                    .withNetwork(Network.LOCAL) // its tasks may share their slots
                    .withPartitions(environment.getParallelism()) // at least; how many there are, Kafka tells
                    .withParallelism(environment.getParallelism())
                    .withBatchRows((int) given.number(BATCH_ROWS, ScenarioSettings.defaults().batchRows()));
            ScenarioJob.define(environment, settings, true, given.brokers(), given.databaseUrl(), false);
        } catch (IllegalArgumentException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        environment.execute("Kafka to Postgres");
    }
}
