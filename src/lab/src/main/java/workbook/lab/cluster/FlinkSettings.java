package workbook.lab.cluster;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import workbook.world.scenario.ScenarioSettings;

/** What stands in Flink's {@code conf/config.yaml}. */
final class FlinkSettings {

    /** Framework's and tasks' together. */
    static final int HEAP_MEGABYTES = 192;
    static final long CHECKPOINT_SECONDS = 5;

    private static final String HOST = "127.0.0.1";
    private static final int FRAMEWORK_HEAP_MEGABYTES = 64;
    private static final int FRAMEWORK_DIRECT_MEGABYTES = 64;
    private static final int LEAST_NETWORK_MEGABYTES = 16;
    /** For all subtasks in one TaskManager: 4 of 3 exchanges, with 16 buffers out, 20 on overdraft, and 16 in. */
    private static final long NETWORK_BUFFERS = 4 * 3 * (16 + 20 + 16);
    private static final long MEGABYTE = 1 << 20;

    private final ScenarioSettings scenario;
    private final Path folder;
    private final int port;
    private final int restPort;

    FlinkSettings(ScenarioSettings scenario, Path folder, int port, int restPort) {
        this.scenario = scenario;
        this.folder = folder;
        this.port = port;
        this.restPort = restPort;
    }

    /** What a TaskManager takes outside its heap. */
    int directMegabytes() {
        return FRAMEWORK_DIRECT_MEGABYTES + networkMegabytes();
    }

    String yaml() {
        Gson quotes = new Gson(); // a string of JSON is one of YAML
        return values().entrySet().stream().map(each -> each.getKey() + ": " + quotes.toJson(each.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        values.put("jobmanager.rpc.address", HOST);
        values.put("jobmanager.rpc.port", String.valueOf(port));
        values.put("jobmanager.bind-host", HOST);
        values.put("rest.address", HOST);
        values.put("rest.bind-address", HOST);
        values.put("rest.port", String.valueOf(restPort));
        values.put("rest.bind-port", String.valueOf(restPort));
        values.put("taskmanager.host", HOST);
        values.put("taskmanager.bind-host", HOST);
        values.put("web.submit.enable", "false");
        values.put("web.cancel.enable", "false");
        values.put("web.tmpdir", folder.toString());
        values.put("io.tmp.dirs", folder.toString());
        values.put("web.refresh-interval", "200"); // the REST interface's, too: it remembers that long
        values.put("metrics.fetcher.update-interval", "1000");
        // half of the job's slots in each, so that records travel, and enough of them in one for all of it
        values.put("taskmanager.numberOfTaskSlots", String.valueOf(FlinkNodes.SLOTS));
        values.put("taskmanager.load-balance.mode", "SLOTS");
        // unaligned: past the backlog; a checkpoint that waited behind it would be old
        values.put("execution.checkpointing.interval", CHECKPOINT_SECONDS + " s");
        values.put("execution.checkpointing.unaligned.enabled", "true");
        values.put("execution.checkpointing.storage", "filesystem");
        values.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
        values.put("restart-strategy.type", "fixed-delay");
        values.put("restart-strategy.fixed-delay.attempts", "100");
        values.put("restart-strategy.fixed-delay.delay", "1 s");
        memory(values);
        return values;
    }

    /** What {@code bin/taskmanager.sh} works out from {@code taskmanager.memory.process.size}. */
    private void memory(Map<String, String> values) {
        values.put("taskmanager.cpu.cores", String.valueOf(FlinkNodes.SLOTS));
        values.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MEGABYTES + "m");
        values.put("taskmanager.memory.task.heap.size", HEAP_MEGABYTES - FRAMEWORK_HEAP_MEGABYTES + "m");
        values.put("taskmanager.memory.framework.off-heap.size", FRAMEWORK_DIRECT_MEGABYTES + "m");
        values.put("taskmanager.memory.task.off-heap.size", "0m");
        values.put("taskmanager.memory.network.min", networkMegabytes() + "m");
        values.put("taskmanager.memory.network.max", networkMegabytes() + "m");
        values.put("taskmanager.memory.managed.size", "0m");
        values.put("taskmanager.memory.segment-size", scenario.bufferBytes() + "b");
        values.put("taskmanager.memory.jvm-metaspace.size", "128m");
        values.put("taskmanager.memory.jvm-overhead.min", "64m");
        values.put("taskmanager.memory.jvm-overhead.max", "64m");
    }

    private int networkMegabytes() {
        return (int) Math.max(LEAST_NETWORK_MEGABYTES, NETWORK_BUFFERS * scenario.bufferBytes() / MEGABYTE + 1);
    }
}
