package workbook.lab.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import workbook.lab.LabOptions;
import workbook.lab.LabTrouble;
import workbook.world.scenario.ScenarioSettings;

/** Whether this machine can run the lab; asked before anything is started. */
public final class Machine {

    private static final long MEGABYTE = 1 << 20;
    /** The three systems take less than 1.5 GB in all. */
    private static final long MEMORY_NEEDED = 1_500 * MEGABYTE;
    /** A cluster of seven processes, PostgreSQL and the lab. */
    private static final long MEMORY_OF_CLUSTER = 2_200 * MEGABYTE;
    private static final int COPIES_IN_CLUSTER = 3;
    private static final long DISK_NEEDED = 400 * MEGABYTE;
    /** Bytes that Kafka or Postgres keep with a record, more or less. */
    private static final int RECORD_OVERHEAD = 80;
    /** Flink runs on 17 and 21, and was seen to run on 25. */
    private static final int NEWEST_JAVA = 25;
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final String OWN_POSTGRES = " Or let it use a PostgreSQL that runs already:"
            + " ./workbook lab --postgres 'jdbc:postgresql://HOST/DATABASE?user=NAME&password=WORD'";

    private Machine() {
    }

    /** @throws LabTrouble if something is missing */
    public static void check(LabOptions options, Path folder) throws IOException, InterruptedException {
        ScenarioSettings settings = options.settings();
        options.ui().ifPresent(Machine::checkPort);
        checkFolder(folder.toAbsolutePath().toString(), File.pathSeparator);
        checkMemory(availableMemory(), options.cluster() ? MEMORY_OF_CLUSTER : MEMORY_NEEDED);
        checkDisk(Files.getFileStore(folder).getUsableSpace(), settings, options.cluster());
        if (options.postgres().isEmpty()) {
            checkPlatform();
            checkUser(Nobody.isNeeded(), Nobody.canEnter(folder), folder);
        }
    }

    /** What somebody should know who runs it on this Java. */
    public static Optional<String> javaNote(int version) {
        return version <= NEWEST_JAVA ? Optional.empty() : Optional.of("This is Java " + version + ". Flink and Kafka"
                + " were tried here with 17 to " + NEWEST_JAVA + ": if they fail, point JAVA_HOME at one of those.");
    }

    static void checkPort(int port) {
        if (!FreePorts.isFree(port)) {
            throw new LabTrouble("Port " + port + " is taken: something listens there already. Choose another one for"
                    + " the Web UI: --ui " + (port + 1));
        }
    }

    /** Kafka and Flink take lists of folders, and see one where a name holds a separator. */
    static void checkFolder(String folder, String separator) {
        for (String character : new String[] {",", separator}) {
            if (folder.contains(character)) {
                throw new LabTrouble("The lab can't run in " + folder + ": Kafka and Flink stumble over the '"
                        + character + "' in that name. Move the workbook to another folder.");
            }
        }
    }

    static void checkMemory(long available, long needed) {
        if (available < needed) {
            throw new LabTrouble("The lab needs " + needed / MEGABYTE + " MB of memory, and "
                    + available / MEGABYTE + " MB are free. Close something large, and try again.");
        }
    }

    /** @param cluster where all that is produced is written at the end, and three brokers have it */
    static void checkDisk(long available, ScenarioSettings settings, boolean cluster) {
        long records = settings.inPerSecond() * settings.seconds() * (settings.recordBytes() + RECORD_OVERHEAD)
                * (cluster ? COPIES_IN_CLUSTER : 1);
        long rows = (cluster ? settings.inPerSecond() : settings.outPerSecond()) * settings.seconds()
                * (settings.recordBytes() + RECORD_OVERHEAD) * 2;
        long needed = DISK_NEEDED + records + rows;
        if (available < needed) {
            throw new LabTrouble("This run needs " + needed / MEGABYTE + " MB of disk, and " + available / MEGABYTE
                    + " MB are free here. Make room, or try fewer --seconds, fewer --record-bytes or a lower --in.");
        }
    }

    static void checkUser(boolean needsNobody, boolean nobodyCanEnter, Path folder) {
        if (needsNobody && !nobodyCanEnter) {
            throw new LabTrouble("PostgreSQL refuses to run as root. Here no user namespace can be made in which it"
                    + " wouldn't be root ('unshare -U' fails), nor can it run as the user nobody, who can't enter "
                    + folder + " (or 'setpriv' isn't there). Move the workbook to where everybody may enter, or run the"
                    + " lab as another user." + OWN_POSTGRES);
        }
    }

    private static void checkPlatform() throws IOException {
        Optional<InputStream> programs = PostgresPrograms.open();
        if (programs.isEmpty()) {
            throw new LabTrouble("There is no ready-made PostgreSQL for this machine (" + PostgresPrograms.machine() + ")."
                    + OWN_POSTGRES);
        }
        programs.get().close();
    }

    /** As Linux has it, or else what is free; never more than this process may take. */
    private static long availableMemory() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Path file = Path.of("/proc/meminfo");
        if (Files.exists(file)) {
            Matcher line = AVAILABLE.matcher(Files.readString(file));
            if (line.find()) {
                return Math.min(Long.parseLong(line.group(1)) * 1_024, system.getTotalMemorySize());
            }
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? system.getFreeMemorySize() : system.getTotalMemorySize(); // on a Mac hardly anything is free
    }
}
