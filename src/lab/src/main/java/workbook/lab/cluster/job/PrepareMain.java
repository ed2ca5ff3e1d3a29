package workbook.lab.cluster.job;

import java.util.List;
import java.util.concurrent.ExecutionException;
import workbook.lab.LabTrouble;
import workbook.lab.kafka.Events;
import workbook.lab.postgres.GivenDatabase;
import workbook.lab.postgres.PacedTable;

/**
 * Makes the topic and the table that {@link JobMain} wants to find, in place of a table that is there. For who has a
 * Kafka and a PostgreSQL of their own, in containers for example.
 */
public final class PrepareMain {

    static final String PARTITIONS = "--partitions";
    static final String REPLICAS = "--replicas";
    static final String OUT = "--out";
    static final List<String> ARGUMENTS = List.of(PARTITIONS, REPLICAS, OUT);

    private PrepareMain() {
    }

    /** Doesn't return: the exit code is 0 when all is there, 2 for wrong arguments, 3 if it couldn't be made. */
    public static void main(String[] arguments) throws InterruptedException {
        Exit.with(() -> prepare(JobArguments.parse(arguments, ARGUMENTS, System::getenv)));
    }

    private static void prepare(JobArguments given) throws InterruptedException {
        // it isn't closed: that would drop the table
        PacedTable table = PacedTable.create(new GivenDatabase(given.databaseUrl()),
                given.number(OUT, 100));
        try {
            Events.create(given.brokers(), (int) given.number(PARTITIONS, 6), (int) given.number(REPLICAS, 3)).close();
        } catch (ExecutionException e) {
            throw new LabTrouble("Kafka doesn't make the topic: " + e.getCause().getMessage(), e);
        }
        System.out.println("PostgreSQL " + table.version() + " has the table, and Kafka the topic.");
    }
}
