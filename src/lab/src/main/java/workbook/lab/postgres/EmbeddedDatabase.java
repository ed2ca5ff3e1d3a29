package workbook.lab.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import workbook.lab.LabTrouble;
import workbook.lab.machine.FreePorts;

/**
 * A real PostgreSQL, from binaries that came as a jar, on a free port of the loopback interface. Its programs are
 * unpacked below {@code java.io.tmpdir}. As root it runs in a user namespace, since it refuses to run as root.
 */
public final class EmbeddedDatabase implements Database {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final CommitDelay commitDelay;

    private EmbeddedDatabase(EmbeddedPostgres postgres, CommitDelay commitDelay) {
        this.postgres = postgres;
        this.commitDelay = commitDelay;
    }

    /**
     * Starts one, and waits until it is up.
     *
     * @param folder for its data; it is made
     */
    public static EmbeddedDatabase start(Path folder, CommitDelay commitDelay) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setPort(FreePorts.find(1).get(0))
                .setRegisterShutdownHook(false) // who starts it here closes it
                .setPGStartupWait(LONGEST_START)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "20")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", commitDelay.millis() > 0 ? "on" : "off"); // there is a delay only where it is on
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            builder.setServerConfig("unix_socket_directories", ""); // it would be left in /tmp after a kill
        }
        try {
            return new EmbeddedDatabase(builder.start(), commitDelay);
        } catch (IllegalStateException e) { // one of its programs failed
            throw new LabTrouble("PostgreSQL didn't start: " + e.getMessage() + ". Is there room on the disk? With one"
                    + " that runs already: ./workbook lab --postgres jdbc:postgresql://HOST/DATABASE?user=NAME", e);
        }
    }

    @Override
    public String url() {
        return commitDelay.in("jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres");
    }

    @Override
    public String name() {
        return "the lab's PostgreSQL";
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
