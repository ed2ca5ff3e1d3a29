package workbook.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The browser of whoever sits at this machine. */
final class Browser {

    private static final long SECONDS_TO_START = 5;

    private Browser() {
    }

    /** Shows a page in it; false if there is none, or it wouldn't. */
    static boolean open(Path page) {
        return open(page.toAbsolutePath().normalize().toUri());
    }

    /** The same for a page that isn't a file. */
    static boolean open(URI uri) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String address = uri.toString();
        if (system.startsWith("windows")) {
            return runs(List.of("rundll32", "url.dll,FileProtocolHandler", address));
        }
        if (system.startsWith("mac")) {
            return runs(List.of("open", address));
        }
        boolean hasScreen = Stream.of("DISPLAY", "WAYLAND_DISPLAY", "BROWSER").anyMatch(System.getenv()::containsKey);
        return hasScreen && runs(List.of("xdg-open", address)); // without a screen it might start a text browser
    }

    /** Whether it starts, and doesn't fail at once: some starters stay as long as the browser does. */
    private static boolean runs(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            return !process.waitFor(SECONDS_TO_START, TimeUnit.SECONDS) || process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
