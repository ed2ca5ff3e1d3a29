package workbook.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The machine's Chromium, driven by Playwright with the machine's Node. Playwright's driver and axe come from npm,
 * once, into {@code target/driver}. Where any of it is missing the tests are skipped, loudly.
 */
final class Chromium implements AutoCloseable {

    private static final Path WORK = Path.of(System.getProperty("browser.work", "target"));
    private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync");
    private static final long MINUTES_FOR_NPM = 5;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() throws IOException, InterruptedException {
        Path chromium = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst().orElseGet(() -> skip("there is no Chromium here (Debian: apt-get install chromium)"));
        Path node = onPath("node").orElseGet(() -> skip("there is no Node here (Debian: apt-get install nodejs npm)"));
        installDriver();
        System.setProperty("playwright.cli.dir", modules().toString());
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(playwright, playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(chromium).setArgs(ARGUMENTS)));
    }

    Browser browser() {
        return browser;
    }

    /** Where a page or a picture may be put. */
    static Path folder(String name) throws IOException {
        return Files.createDirectories(WORK.resolve(name)).toAbsolutePath();
    }

    /** The program that looks for what people can't see, hear or reach. */
    static String axe() throws IOException {
        return Files.readString(modules().resolve("axe-core/axe.min.js"));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path modules() {
        return WORK.resolve("driver/node_modules").toAbsolutePath();
    }

    /** Playwright looks for its driver in a folder 'package': an alias of npm's puts it there. */
    private static void installDriver() throws IOException, InterruptedException {
        if (Files.exists(modules().resolve("package/cli.js"))
                && Files.exists(modules().resolve("axe-core/axe.min.js"))) {
            return;
        }
        Path npm = onPath("npm").orElseGet(() -> skip("there is no npm here (Debian: apt-get install npm)"));
        Process process = new ProcessBuilder(npm.toString(), "install", "--no-audit", "--no-fund", "--ignore-scripts",
                "--prefix", folder("driver").toString(),
                "package@npm:playwright-core@" + System.getProperty("version.playwright"),
                "axe-core@" + System.getProperty("version.axe"))
                .redirectErrorStream(true)
                .redirectOutput(folder("driver").resolve("npm.log").toFile())
                .start();
        if (!process.waitFor(MINUTES_FOR_NPM, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            skip("npm can't fetch Playwright's driver: see " + folder("driver").resolve("npm.log"));
        }
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path skip(String why) {
        if (Boolean.getBoolean("browser.required")) {
            throw new IllegalStateException("The browser tests can't run: " + why);
        }
        System.out.println("\n*** THE BROWSER TESTS ARE SKIPPED: " + why + " ***\n");
        return Assumptions.abort(why);
    }
}
