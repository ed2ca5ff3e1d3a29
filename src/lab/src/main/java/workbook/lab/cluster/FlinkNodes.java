package workbook.lab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.cli.CliFrontend;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import workbook.lab.LabOptions;
import workbook.lab.LabTrouble;
import workbook.lab.machine.FreePorts;

/** A Flink session cluster: a JobManager and two TaskManagers of four slots, each a process. Numbered from 1. */
final class FlinkNodes implements AutoCloseable {

    static final int TASK_MANAGERS = 2;
    static final int SLOTS = 4;

    private static final int JOB_MANAGER_MEGABYTES = 192;
    private static final int CLIENT_MEGABYTES = 128;
    private static final int MOST_TRIES = 3;
    private static final int MOST_RESTARTS = 5;
    private static final long SECONDS_TO_START = 120;
    private static final long SECONDS_TO_SUBMIT = 60;
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Launcher launcher;
    private final LabOptions options;
    private final Ports finder;
    private final List<NodeProcess> taskManagers = new ArrayList<>();
    private final List<Integer> killed = new ArrayList<>();
    private NodeProcess jobManager;
    private FlinkSettings settings;
    private Path configuration;
    private FlinkRest rest;
    private int tries;
    private int restarts;

    private FlinkNodes(LabOptions options, Launcher launcher, Ports finder) {
        this.options = options;
        this.launcher = launcher;
        this.finder = finder;
    }

    /** Begins to start them. */
    static FlinkNodes start(LabOptions options, Launcher launcher, Ports finder) throws IOException {
        FlinkNodes flink = new FlinkNodes(options, launcher, finder);
        try {
            flink.launch();
            return flink;
        } catch (IOException | RuntimeException e) {
            flink.close();
            throw e;
        }
    }

    /** Waits until all are there, with their slots. If a port was taken meanwhile, it tries others. */
    void await() throws InterruptedException, IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (rest.slots() < TASK_MANAGERS * SLOTS) {
            try {
                check();
            } catch (NodeProcess.PortTaken e) {
                close();
                if (tries == MOST_TRIES) {
                    throw new LabTrouble("Flink didn't start: " + e.getMessage() + " Try again.", e);
                }
                launch();
            }
            if (System.nanoTime() > deadline) {
                throw new LabTrouble("Flink's TaskManagers didn't find their JobManager within " + SECONDS_TO_START
                        + " s. Is the machine very busy? Try again. What they say is in " + jobManager.log());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }

    /** Its JobManager's REST interface; the Web UI is there, too. */
    FlinkRest rest() {
        return rest;
    }

    /**
     * What {@code flink run --detached} does. Returns when the job was taken.
     *
     * @param password of the database; empty for none
     */
    void submit(List<String> arguments, String password) throws InterruptedException, IOException {
        List<String> command = new ArrayList<>(List.of("run", "--detached", "--parallelism", String.valueOf(SLOTS),
                launcher.job().toString()));
        command.addAll(arguments);
        try (NodeProcess client = launcher.flink("flink run", CLIENT_MEGABYTES, CLIENT_MEGABYTES,
                Map.of("FLINK_CONF_DIR", configuration.toString(), "PGPASSWORD", password),
                CliFrontend.class.getName(), command.toArray(String[]::new))) {
            if (!client.awaitEnd(SECONDS_TO_SUBMIT)) {
                throw new LabTrouble("flink run took more than " + SECONDS_TO_SUBMIT
                        + " s. Is the machine very busy? Try again. What it said is in " + client.log());
            }
            if (client.exitCode() != 0) {
                throw new LabTrouble("flink run failed: " + NodeProcess.lastWords(client.said()) + ". All it said is in "
                        + client.log());
            }
        }
    }

    /** As {@code kill -9}. */
    void killTaskManager(int number) throws InterruptedException {
        killed.add(number);
        taskManagers.get(number - 1).kill();
    }

    /**
     * Starts TaskManagers again that have ended by themselves, as Kubernetes or YARN would; not those that were killed:
     * their machine is gone.
     *
     * @return what to tell of it; nothing if there is nothing to tell
     * @throws LabTrouble if one ends all the time, or if the JobManager has ended
     */
    Optional<String> supervise() throws IOException {
        jobManager.check();
        for (int number = 1; number <= TASK_MANAGERS; number++) {
            NodeProcess ended = taskManagers.get(number - 1);
            if (!killed.contains(number) && !ended.isAlive()) {
                if (++restarts > MOST_RESTARTS) {
                    ended.check();
                }
                taskManagers.set(number - 1, startTaskManager(number));
                return Optional.of("TaskManager " + number + " has ended itself (exit code " + ended.exitCode() + "): "
                        + ended.lastError().orElse("it doesn't say why") + ". It is started again, as Kubernetes would do it.");
            }
        }
        return Optional.empty();
    }

    /** @throws LabTrouble if one has ended */
    private void check() {
        jobManager.check();
        taskManagers.forEach(NodeProcess::check);
    }

    @Override
    public void close() {
        taskManagers.forEach(NodeProcess::close);
        taskManagers.clear();
        if (jobManager != null) {
            jobManager.close();
        }
    }

    private void launch() throws IOException {
        tries++;
        FreePorts ports = finder.find(2);
        int restPort = options.ui().orElse(ports.get(1));
        Path folder = launcher.folder("flink-" + tries);
        settings = new FlinkSettings(options.settings(), folder, ports.get(0), restPort);
        configuration = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(configuration.resolve("config.yaml"), settings.yaml());
        rest = new FlinkRest(restPort);
        String[] arguments = {"--configDir", configuration.toString()};
        jobManager = launcher.flink("JobManager", JOB_MANAGER_MEGABYTES, CLIENT_MEGABYTES, Map.of(),
                StandaloneSessionClusterEntrypoint.class.getName(), arguments);
        for (int number = 1; number <= TASK_MANAGERS; number++) {
            taskManagers.add(startTaskManager(number));
        }
    }

    private NodeProcess startTaskManager(int number) throws IOException {
        return launcher.flink("TaskManager " + number, FlinkSettings.HEAP_MEGABYTES, settings.directMegabytes(),
                Map.of(), TaskManagerRunner.class.getName(), "--configDir", configuration.toString(),
                "-D", "taskmanager.resource-id=" + taskManager(number));
    }

    /** What Flink calls it. */
    static String taskManager(int number) {
        return "taskmanager-" + number;
    }
}
