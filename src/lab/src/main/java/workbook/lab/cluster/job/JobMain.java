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

    static final String BATCH_ROWS = "--batch-rows";

    private JobMain() {
    }

    /**
     * Submits it.
     *
     * @throws ProgramParametrizationException what is wrong with the arguments: {@code flink run} shows that alone
     */
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        JobArguments given;
        ScenarioSettings settings;
        try {
            given = JobArguments.parse(arguments, List.of(BATCH_ROWS), System::getenv);
            settings = ScenarioSettings.defaults().withNetwork(Network.LOCAL) // its tasks may share their slots
                    .withParallelism(environment.getParallelism())
                    .withBatchRows((int) given.number(BATCH_ROWS, ScenarioSettings.defaults().batchRows()));
        } catch (IllegalArgumentException e) {
            throw new ProgramParametrizationException(e.getMessage());
        }
        ScenarioJob.define(environment, settings, true, given.brokers(), given.databaseUrl(), false);
        environment.execute("Kafka to Postgres");
    }
}
