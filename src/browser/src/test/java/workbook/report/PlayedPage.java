package workbook.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./workbook play} in a workbook of its own, and its page in the browser. */
final class PlayedPage implements AutoCloseable {

    private static final int TRIES = 600;
    private static final int MILLIS_BETWEEN = 50;

    final Path root;
    final Process command;
    final String address;
    /** Errors, dialogs, and whatever was asked of anybody else. */
    final List<String> trouble = new ArrayList<>();
    Page page;
    private BrowserContext context;

    /** @param solved whether the student has done all chapters, or none */
    private PlayedPage(boolean solved, String... options) throws IOException {
        root = Files.createTempDirectory(Chromium.folder("workbooks"), "play-");
        Path here = Path.of("").toAbsolutePath().getParent().getParent();
        for (String folder : List.of("chapters", "solutions")) {
            copy(here.resolve(folder), root.resolve(folder));
        }
        if (solved) {
            try (Stream<Path> chapters = Files.list(root.resolve("solutions"))) {
                for (Path solution : chapters.filter(each -> Files.isDirectory(each.resolve("src/main/java"))
                        && each.getFileName().toString().matches("\\d\\d-.*")).toList()) {
                    Path own = root.resolve("chapters").resolve(solution.getFileName()).resolve("src/main/java");
                    delete(own);
                    copy(solution.resolve("src/main/java"), own);
                }
            }
        }
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dworkbook.root=" + root,
                "-cp", System.getProperty("java.class.path"), "workbook.command.Main", "play", "--no-open"));
        line.addAll(List.of(options));
        command = new ProcessBuilder(line).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(command::destroy)); // if these tests are stopped halfway
        BufferedReader said = new BufferedReader(new InputStreamReader(command.getInputStream(),
                StandardCharsets.UTF_8));
        String first = said.readLine();
        if (first == null || !first.contains("http://")) {
            throw new AssertionError("it said: " + first);
        }
        address = first.substring(first.indexOf("http://")).strip();
        Thread reading = new Thread(() -> said.lines().forEach(System.out::println), "what the command says");
        reading.setDaemon(true);
        reading.start();
    }

    static PlayedPage open(Chromium chromium, boolean solved, int width, ColorScheme scheme, String... options)
            throws IOException {
        PlayedPage played = new PlayedPage(solved, options);
        try {
            played.visit(chromium, new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
            return played;
        } catch (Throwable t) {
            played.command.destroy();
            throw t;
        }
    }

    /** Opens the page once more, in place of the one before. */
    void visit(Chromium chromium, Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.browser().newContext(options);
        page = context.newPage();
        Trouble.note(page, trouble, url -> url.startsWith(address) || url.startsWith("data:"));
        page.navigate(address);
        waitFor("document.documentElement.dataset.ready");
    }

    /** Where the chapters' sources are that the student writes. */
    Path source(String chapter, String file) {
        return root.resolve("chapters").resolve(chapter).resolve("src/main/java/backpressure").resolve(file);
    }

    void save(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(from)) {
            throw new AssertionError(file + " has no " + from);
        }
        Files.writeString(file, text.replace(from, to));
    }

    String text(String selector) {
        return page.textContent(selector).strip();
    }

    double seconds() {
        return Double.parseDouble(text("#clock").replace(" s", ""));
    }

    void waitFor(String condition) {
        for (int i = 0; i < TRIES; i++) {
            if (Boolean.TRUE.equals(page.evaluate("!!(" + condition + ")"))) {
                return;
            }
            page.waitForTimeout(MILLIS_BETWEEN);
        }
        throw new AssertionError("It never was so: " + condition + "\nTrouble: " + trouble + "\nThe page says: " + text("main"));
    }

    void waitForText(String selector, String text) {
        waitFor("document.querySelector('" + selector + "')?.textContent.includes(" + quoted(text) + ")");
    }

    void pause() {
        if (text("#play").contains("Pause")) {
            page.click("#play");
        }
        waitForText("#play", "Play");
    }

    /** The process in which the pipeline runs. */
    ProcessHandle engine() {
        return command.children().filter(child -> child.info().commandLine().orElse("").contains("PlayPipeline"))
                .findFirst().orElseThrow();
    }

    void picture(String name) throws IOException {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Chromium.folder("pictures").resolve(name + ".png")));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (context != null) {
            context.close();
        }
        List<ProcessHandle> all = command.descendants().toList();
        command.destroy();
        if (!command.waitFor(20, TimeUnit.SECONDS)) {
            command.destroyForcibly();
            throw new AssertionError("the command didn't end");
        }
        for (ProcessHandle each : all) {
            for (int i = 0; i < TRIES && each.isAlive(); i++) {
                Thread.sleep(MILLIS_BETWEEN);
            }
            if (each.isAlive()) {
                throw new AssertionError("a process is left behind: " + each.info());
            }
        }
        delete(root);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String relative = from.relativize(file).toString();
                if (!relative.matches(".*\\btarget\\b.*|.*misconceptions.*|.*alternatives.*")) {
                    Path target = to.resolve(relative);
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
