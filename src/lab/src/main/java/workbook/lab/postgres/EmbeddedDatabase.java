package workbook.lab.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import workbook.lab.LabTrouble;
import workbook.lab.machine.FreePorts;
import workbook.lab.machine.Nobody;

/**
 * A real PostgreSQL, from binaries that came as a jar, on a free port of the loopback interface. Its programs are
 * unpacked below {@code java.io.tmpdir}. As root it runs in a user namespace, since it refuses to run as root; or as
 * nobody, where there are none.
 */
public final class EmbeddedDatabase implements Database {

    static final String NAME = "the lab's PostgreSQL";

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts one, and waits until it is up.
     *
     * @param folder for its data; it is made
     * @param fsync whether a commit waits until the disk has it
     */
    public static Database start(Path folder, boolean fsync) throws IOException, InterruptedException {
        int port = FreePorts.find(1).get(0);
        Map<String, String> settings = settings(fsync);
        if (Nobody.isNeeded()) {
            return NobodysDatabase.start(folder, port, settings, LONGEST_START.toSeconds());
        }
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setPort(port)
                .setRegisterShutdownHook(false) // who starts it here closes it
                .setPGStartupWait(LONGEST_START);
        settings.forEach(builder::setServerConfig);
        try {
            return new EmbeddedDatabase(builder.start());
        } catch (IllegalStateException | IOException e) { // one of its programs failed, or it came to no end
            throw didntStart(e.getMessage(), e);
        }
    }

    private static Map<String, String> settings(boolean fsync) {
        Map<String, String> settings = new TreeMap<>(Map.of("listen_addresses", "127.0.0.1", "max_connections", "20",
                "synchronous_commit", "on", "fsync", fsync ? "on" : "off"));
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            settings.put("unix_socket_directories", ""); // it would be left in /tmp after a kill
        }
        return settings;
    }

    static LabTrouble didntStart(String why, Exception cause) {
        return new LabTrouble("PostgreSQL didn't start: " + why + ". Is there room on the disk? With one that runs"
                + " already: ./workbook lab --postgres jdbc:postgresql://HOST/DATABASE?user=NAME", cause);
    }

    static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    @Override
    public String url() {
        return url(postgres.getPort());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
