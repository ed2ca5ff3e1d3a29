package workbook.lab.cluster.job;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import workbook.lab.LabTrouble;
import workbook.lab.kafka.Events;
import workbook.lab.kafka.Producer;
import workbook.lab.postgres.GivenDatabase;
import workbook.lab.postgres.PacedTable;

/**
 * Makes the topic and the table that {@link JobMain} wants to find, produces for a while, and ends. For who has a Kafka
 * and a PostgreSQL of their own, in containers for example.
 */
public final class PrepareMain {

    private static final String PARTITIONS = "--partitions";
    private static final String REPLICAS = "--replicas";
    private static final String IN = "--in";
    private static final String OUT = "--out";
    private static final String RECORD_BYTES = "--record-bytes";
    private static final String SECONDS = "--seconds";
    private static final int USAGE = 2;
    private static final int BROKEN = 3;

    private PrepareMain() {
    }

    /** Doesn't return: the exit code is 0 when all is produced, 2 for wrong arguments, 3 if it couldn't be done. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            JobArguments given = JobArguments.parse(arguments,
                    List.of(PARTITIONS, REPLICAS, IN, OUT, RECORD_BYTES, SECONDS), System::getenv);
            prepareAndProduce(given);
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
        } catch (LabTrouble e) {
            System.err.println(e.getMessage());
            System.exit(BROKEN);
        } catch (ExecutionException e) {
            System.err.println("Kafka doesn't make the topic: " + e.getCause().getMessage());
            System.exit(BROKEN);
        }
    }

    private static void prepareAndProduce(JobArguments given)
            throws InterruptedException, ExecutionException {
        int partitions = (int) given.number(PARTITIONS, 6);
        long seconds = given.number(SECONDS, 600);
        // not closed: that would drop the table
        PacedTable table = PacedTable.create(new GivenDatabase(given.databaseUrl()), given.number(OUT, 100));
        Events.create(given.brokers(), partitions, (int) given.number(REPLICAS, 3)).close();
        System.out.println("Table and topic are there. Producing for " + seconds + " s.");
        try (Producer producer = new Producer(given.brokers(), partitions, given.number(IN, 1_000),
                (int) given.number(RECORD_BYTES, 100))) {
            producer.start();
            for (long second = 0; second < seconds; second++) {
                TimeUnit.SECONDS.sleep(1);
                producer.check();
            }
            producer.stop();
        }
        System.out.println("Produced. PostgreSQL " + table.version() + " has what the job has written so far.");
    }
}
