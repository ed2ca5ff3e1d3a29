package workbook.lab.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import workbook.lab.LabTrouble;
import workbook.lab.machine.FreePorts;

/**
 * A real Kafka broker, in this JVM, that is its own controller (KRaft). It listens on the loopback interface alone, on
 * free ports, and keeps its log in a folder of its own.
 */
public final class KafkaBroker implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final long MILLIS_TO_END = 15_000;

    /** Why Kafka wanted to end this JVM; nothing if it didn't. */
    private static final AtomicReference<String> LAST_WORDS = new AtomicReference<>();

    private final KafkaRaftServer server;
    private final String address;

    private KafkaBroker(KafkaRaftServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts one, and waits until it is up.
     *
     * @param folder for its log and its settings; it is made
     */
    public static KafkaBroker start(Path folder) throws IOException {
        Files.createDirectories(folder);
        LAST_WORDS.set(null);
        Exit.setExitProcedure(KafkaBroker::fatal);
        Exit.setHaltProcedure(KafkaBroker::fatal);
        FreePorts ports = FreePorts.find(2);
        Properties settings = settings(folder, ports.get(0), ports.get(1));
        Path file = folder.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        format(file, Uuid.randomUuid().toString());
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new LabTrouble("Kafka didn't start: " + e.getMessage() + ". Try again.", e);
        }
        return new KafkaBroker(server, HOST + ":" + ports.get(0));
    }

    /** Where clients find it: Kafka's {@code bootstrap.servers}. */
    public String address() {
        return address;
    }

    /** @throws LabTrouble if it has given up */
    public void check() {
        if (LAST_WORDS.get() != null) {
            throw new LabTrouble("Kafka has given up" + LAST_WORDS.get() + ". Is its disk full? Then make room, or try"
                    + " fewer --seconds. Otherwise try again.");
        }
    }

    /** Returns when it is down; or when it has given up, and doesn't even come down. */
    @Override
    public void close() {
        Thread shutdown = new Thread(server::shutdown, "kafka-shutdown");
        shutdown.setDaemon(true);
        shutdown.start();
        try {
            shutdown.join(MILLIS_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What {@code bin/kafka-storage.sh format} does: it gives the empty log the name of a cluster. */
    public static void format(Path settings, String cluster) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        String[] command = {"format", "--cluster-id", cluster, "--config", settings.toString()};
        if (StorageTool.execute(command, nowhere) != 0) {
            throw new LabTrouble("Kafka couldn't prepare its log in " + settings.getParent() + ". Is there room on that"
                    + " disk?");
        }
    }

    /** A broker that can't go on ends its process. Here it isn't the only one in it. */
    private static void fatal(int status, String message) {
        LAST_WORDS.compareAndSet(null, message == null ? "" : ": " + message);
        throw new LabTrouble("Kafka has given up.");
    }

    private static Properties settings(Path folder, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.resolve("log").toString());
        settings.put("auto.create.topics.enable", "false");
        // a single broker holds the one copy of everything
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("controlled.shutdown.enable", "false"); // nobody takes over
        // small: it is one of three in this JVM
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("log.cleaner.enable", "false");
        return settings;
    }
}
