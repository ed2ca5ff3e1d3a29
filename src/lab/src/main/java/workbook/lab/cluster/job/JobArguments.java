package workbook.lab.cluster.job;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a program of this jar is told: {@code --name value}, each once. The database's password isn't among it: whoever
 * is on the machine can read a command line.
 */
final class JobArguments {

    static final String BROKERS = "--brokers";
    static final String DATABASE_URL = "--database-url";
    /** The variable that PostgreSQL's own programs read, too. */
    static final String PASSWORD = "PGPASSWORD";
    static final String PASSWORD_FILE = "--password-file";

    private static final String POSTGRES = "jdbc:postgresql:";

    private final Map<String, String> values;
    private final Function<String, String> environment;

    private JobArguments(Map<String, String> values, Function<String, String> environment) {
        this.values = values;
        this.environment = environment;
    }

    /**
     * Reads them.
     *
     * @param known the names that make sense here, besides the above
     * @param environment the value of a variable; null if there is none
     * @throws IllegalArgumentException what is wrong, and what would be right
     */
    static JobArguments parse(String[] arguments, List<String> known, Function<String, String> environment) {
        TreeSet<String> names = new TreeSet<>(List.of(BROKERS, DATABASE_URL, PASSWORD_FILE));
        names.addAll(known);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!names.contains(name)) {
                throw new IllegalArgumentException(name + ": there is no such argument. There are "
                        + String.join(", ", names) + ", each with a value.");
            }
            if (i + 1 == arguments.length || names.contains(arguments[i + 1])) {
                throw new IllegalArgumentException(name + " needs a value.");
            }
            if (values.put(name, arguments[i + 1]) != null) {
                throw new IllegalArgumentException(name + " is there twice.");
            }
        }
        return new JobArguments(values, environment);
    }

    /** Kafka's {@code bootstrap.servers}. */
    String brokers() {
        String brokers = needed(BROKERS, "HOST:PORT,HOST:PORT");
        if (!brokers.matches("[^:,\\s]+:\\d{1,5}(,[^:,\\s]+:\\d{1,5})*")) {
            throw new IllegalArgumentException(BROKERS + " " + brokers + ": it must be like HOST:PORT,HOST:PORT");
        }
        return brokers;
    }

    /** For the JDBC driver, with the password if there is one. */
    String databaseUrl() {
        String url = needed(DATABASE_URL, POSTGRES + "//HOST/DATABASE?user=NAME");
        if (!url.startsWith(POSTGRES)) {
            throw new IllegalArgumentException(DATABASE_URL + ": it must be like " + POSTGRES
                    + "//HOST/DATABASE?user=NAME");
        }
        if (url.matches(".*[?&]password=.*")) {
            throw new IllegalArgumentException(DATABASE_URL + ": no password here, for others could read it. Put it"
                    + " into the variable " + PASSWORD + ", or into a file: " + PASSWORD_FILE);
        }
        return password().map(word -> url + (url.contains("?") ? "&" : "?") + "password="
                + URLEncoder.encode(word, StandardCharsets.UTF_8)).orElse(url);
    }

    /** A whole number of at least 1. */
    long number(String name, long otherwise) {
        String text = values.getOrDefault(name, String.valueOf(otherwise));
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(name + " " + text + ": it must be a whole number of at least 1.");
        }
        return Long.parseLong(text);
    }

    private Optional<String> password() {
        if (!values.containsKey(PASSWORD_FILE)) {
            return Optional.ofNullable(environment.apply(PASSWORD)).filter(word -> !word.isEmpty());
        }
        try {
            return Optional.of(Files.readString(Path.of(values.get(PASSWORD_FILE))).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(PASSWORD_FILE + " " + values.get(PASSWORD_FILE) + " can't be read.", e);
        }
    }

    private String needed(String name, String like) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException(name + " is missing: " + name + " " + like);
        }
        return values.get(name);
    }
}
