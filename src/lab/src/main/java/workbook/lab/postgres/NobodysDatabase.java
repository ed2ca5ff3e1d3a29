package workbook.lab.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import workbook.lab.LabTrouble;
import workbook.lab.machine.Nobody;
import workbook.lab.machine.PostgresPrograms;

/** The lab's PostgreSQL, started by root where it can't run in a user namespace: it runs as the user nobody. */
final class NobodysDatabase implements Database {

    private static final String SECONDS_TO_END = "5";

    private final Path programs;
    private final Path data;
    private final int port;

    private NobodysDatabase(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /**
     * Starts one, and waits until it is up.
     *
     * @param folder for its data; it is made, and its programs are unpacked beside it
     */
    static NobodysDatabase start(Path folder, int port, Map<String, String> settings, long seconds)
            throws IOException, InterruptedException {
        NobodysDatabase database = new NobodysDatabase(folder.resolveSibling("programs"), folder, port);
        PostgresPrograms.unpack(database.programs);
        Nobody.give(Files.createDirectories(folder));
        database.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF-8");
        String options = settings.entrySet().stream().map(each -> "-c " + each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" ", "-p " + port + " -F ", ""));
        database.run("pg_ctl", "-o", options, "-l", folder.resolve("server.log").toString(), "-w", "-t",
                String.valueOf(seconds), "start");
        return database;
    }

    @Override
    public String url() {
        return EmbeddedDatabase.url(port);
    }

    @Override
    public String name() {
        return EmbeddedDatabase.NAME;
    }

    @Override
    public void close() {
        try {
            run("pg_ctl", "-m", "fast", "-t", SECONDS_TO_END, "-w", "stop");
        } catch (IOException | LabTrouble e) {
            // it is gone already, or it ends with the folder
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(programs.resolve("bin").resolve(program).toString(), "-D",
                data.toString()));
        command.addAll(List.of(arguments));
        Path log = data.resolveSibling(program + ".log");
        int code = new ProcessBuilder(Nobody.command(command))
                .directory(programs.toFile()) // nobody may not be allowed to be where this JVM is
                .redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) {
            throw EmbeddedDatabase.didntStart(program + " said: " + Files.readString(log).strip().replace("\n", " "),
                    null);
        }
    }
}
