package workbook.lab.cluster.job;

import java.util.List;
import java.util.concurrent.TimeUnit;
import workbook.lab.kafka.Producer;

/** Produces for a while into the topic that {@link PrepareMain} has made, and ends. */
public final class ProduceMain {

    private static final String IN = "--in";
    private static final String RECORD_BYTES = "--record-bytes";
    private static final String SECONDS = "--seconds";
    static final List<String> ARGUMENTS = List.of(PrepareMain.PARTITIONS, IN, RECORD_BYTES, SECONDS);

    private ProduceMain() {
    }

    /** Doesn't return: the exit code is 0 when all is produced, 2 for wrong arguments, 3 if it couldn't be. */
    public static void main(String[] arguments) throws InterruptedException {
        Exit.with(() -> produce(JobArguments.parse(arguments, ARGUMENTS, System::getenv)));
    }

    private static void produce(JobArguments given) throws InterruptedException {
        try (Producer producer = new Producer(given.brokers(), (int) given.number(PrepareMain.PARTITIONS, 6),
                given.number(IN, 1_000), (int) given.number(RECORD_BYTES, 100))) {
            producer.start();
            for (long second = given.number(SECONDS, 600); second > 0; second--) {
                TimeUnit.SECONDS.sleep(1);
                producer.check();
            }
            producer.stop();
            System.out.println("Produced: " + producer.acknowledged() + " records.");
        }
    }
}
