package workbook.lab.cluster;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import workbook.lab.LabTrouble;
import workbook.lab.kafka.KafkaBroker;
import workbook.lab.machine.FreePorts;

/** Three Kafka brokers, each a process, a controller, too, and with a copy of everything. Numbered from 1. */
final class KafkaNodes implements AutoCloseable {

    static final int BROKERS = 3;
    /** As many copies must have a record before the producer hears that it is safe. */
    static final int LEAST_COPIES = 2;

    private static final String HOST = "127.0.0.1";
    private static final int MEGABYTES = 192;
    private static final int MOST_TRIES = 3;
    private static final long SECONDS_TO_START = 120;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Launcher launcher;
    private final Ports finder;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Integer> killed = new ArrayList<>();
    private FreePorts ports;
    private int tries;

    private KafkaNodes(Launcher launcher, Ports finder) {
        this.launcher = launcher;
        this.finder = finder;
    }

    /** Begins to start them. */
    static KafkaNodes start(Launcher launcher, Ports finder) throws IOException, InterruptedException {
        KafkaNodes kafka = new KafkaNodes(launcher, finder);
        try {
            kafka.launch();
            return kafka;
        } catch (IOException | InterruptedException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    /** Where clients find them: {@code bootstrap.servers}. */
    String addresses() {
        return IntStream.range(0, BROKERS).mapToObj(i -> HOST + ":" + ports.get(2 * i))
                .collect(Collectors.joining(","));
    }

    /** Waits until all are there. If a port was taken meanwhile, it tries others. */
    void await() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (true) {
            try {
                if (areUp()) {
                    return;
                }
                nodes.forEach(NodeProcess::check);
            } catch (NodeProcess.PortTaken e) {
                close();
                if (tries == MOST_TRIES) {
                    throw new LabTrouble("Kafka didn't start: " + e.getMessage() + " Try again.", e);
                }
                launch();
            }
            if (System.nanoTime() > deadline) {
                throw new LabTrouble("Kafka's brokers didn't find each other within " + SECONDS_TO_START
                        + " s. Is the machine very busy? Try again. What they say is in " + nodes.get(0).log());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** As {@code kill -9}. */
    void kill(int broker) throws InterruptedException {
        killed.add(broker);
        nodes.get(broker - 1).kill();
    }

    /** @throws LabTrouble if one has ended that wasn't killed */
    void check() {
        for (int broker = 1; broker <= BROKERS; broker++) {
            if (!killed.contains(broker)) {
                nodes.get(broker - 1).check();
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        nodes.clear();
    }

    private void launch() throws IOException, InterruptedException {
        tries++;
        ports = finder.find(2 * BROKERS);
        String cluster = Uuid.randomUuid().toString();
        for (int broker = 1; broker <= BROKERS; broker++) {
            Path folder = launcher.folder("kafka-" + tries + "-" + broker);
            Path file = folder.resolve("server.properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings(folder, broker).store(writer, null);
            }
            KafkaBroker.format(file, cluster);
            if (Thread.interrupted()) {
                throw new InterruptedException(); // formatting takes a while, and doesn't care
            }
            nodes.add(launcher.kafka("broker " + broker, MEGABYTES, "kafka.Kafka", file.toString()));
        }
    }

    private boolean areUp() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", addresses(),
                "default.api.timeout.ms", "3000", "request.timeout.ms", "3000"))) {
            return admin.describeCluster().nodes().get().size() == BROKERS;
        } catch (ExecutionException e) {
            return false; // not yet
        }
    }

    private Properties settings(Path folder, int broker) {
        int at = 2 * (broker - 1);
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(broker));
        settings.put("controller.quorum.voters", IntStream.range(0, BROKERS)
                .mapToObj(i -> i + 1 + "@" + HOST + ":" + ports.get(2 * i + 1)).collect(Collectors.joining(",")));
        settings.put("listeners", "PLAINTEXT://" + HOST + ":" + ports.get(at)
                + ",CONTROLLER://" + HOST + ":" + ports.get(at + 1));
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + ports.get(at));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", folder.resolve("log").toString());
        settings.put("auto.create.topics.enable", "false");
        String all = String.valueOf(BROKERS);
        String least = String.valueOf(LEAST_COPIES);
        settings.put("default.replication.factor", all);
        settings.put("min.insync.replicas", least);
        settings.put("offsets.topic.replication.factor", all);
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", all);
        settings.put("transaction.state.log.min.isr", least);
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", all);
        settings.put("share.coordinator.state.topic.min.isr", least);
        settings.put("group.initial.rebalance.delay.ms", "0");
        // small: there are eight processes beside it
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("log.cleaner.enable", "false");
        return settings;
    }
}
