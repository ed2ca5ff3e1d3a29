package workbook.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import workbook.lab.flink.FlinkCluster;
import workbook.lab.kafka.KafkaBroker;
import workbook.lab.postgres.Database;
import workbook.lab.postgres.EmbeddedDatabase;

/** Kafka and PostgreSQL, and Flink unless it is the student's own pipeline that runs: all of them up, or none. */
public final class Systems implements AutoCloseable {

    private static final long SECONDS_TO_START = 90;

    private final ExecutorService starters = Executors.newFixedThreadPool(3);
    private final Future<KafkaBroker> kafka;
    private final Future<Database> database;
    /** Nothing where it isn't Flink that runs. */
    private final Optional<Future<FlinkCluster>> flink;

    private Systems(LabOptions options, Path folder) {
        kafka = starters.submit(() -> KafkaBroker.start(folder.resolve("kafka")));
        database = starters.submit(() -> startDatabase(options, folder));
        flink = options.mine().isPresent() ? Optional.empty() : Optional.of(starters.submit(() ->
                FlinkCluster.start(options, Files.createDirectories(folder.resolve("flink")))));
        starters.shutdown();
    }

    /**
     * Starts them side by side, and waits until all are up.
     *
     * @param folder for all that they put on the disk
     * @throws LabTrouble if one doesn't start; the others are stopped then
     */
    public static Systems start(LabOptions options, Path folder) throws InterruptedException, IOException {
        Systems systems = new Systems(options, folder);
        try {
            await(systems.kafka, "Kafka");
            await(systems.database, "PostgreSQL");
            if (systems.flink.isPresent()) {
                await(systems.flink.get(), "Flink");
            }
            return systems;
        } catch (InterruptedException | RuntimeException e) {
            systems.close();
            throw e;
        }
    }

    /** Starts the lab's PostgreSQL, unless one was given. */
    public static Database startDatabase(LabOptions options, Path folder) throws IOException, InterruptedException {
        if (options.givenDatabase().isPresent()) {
            return options.givenDatabase().get();
        }
        boolean fsync = options.commitDelay().millis() > 0; // where nothing waits for the disk, nothing is delayed
        return options.commitDelay().of(EmbeddedDatabase.start(folder.resolve("postgres"), fsync));
    }

    public KafkaBroker kafka() {
        return started(kafka);
    }

    public Database database() {
        return started(database);
    }

    public FlinkCluster flink() {
        return started(flink.orElseThrow());
    }

    /** Stops what has started, also what is only starting. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        List<Future<? extends AutoCloseable>> started = new ArrayList<>(List.of(kafka, database));
        flink.ifPresent(started::add);
        Collections.reverse(started);
        for (Future<? extends AutoCloseable> each : started) {
            try {
                each.get(SECONDS_TO_START, TimeUnit.SECONDS).close();
            } catch (Exception e) {
                // it hasn't started, or it doesn't stop: it ends with this JVM, and its files with the folder
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T started(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e); // it was awaited
        }
    }

    private static void await(Future<?> starting, String name) throws InterruptedException {
        try {
            starting.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabTrouble trouble) {
                throw trouble;
            }
            throw new LabTrouble(name + " didn't start: " + e.getCause() + ".", e.getCause());
        }
    }
}
