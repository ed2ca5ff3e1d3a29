package workbook.watch;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * All the settings of the terminal that is this program's input, as the system's own {@code stty} knows them. JLine
 * puts back only those it knows itself, and sets the line's speed to 0.
 */
final class Stty {

    private static final long MOST_SECONDS = 2;

    private Stty() {
    }

    /** Nothing where there is no such program, or no terminal. */
    static Optional<String> settings() {
        return run("-g").filter(settings -> settings.matches("[\\w:=]+"));
    }

    static void restore(String settings) {
        run(settings);
    }

    private static Optional<String> run(String argument) {
        try {
            Process process = new ProcessBuilder("stty", argument).redirectInput(Redirect.INHERIT)
                    .redirectError(Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 ? Optional.of(output)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
