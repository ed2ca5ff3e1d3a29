package workbook.report;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import workbook.world.scenario.ScenarioRun;

/** A run's page, open in the browser, and what it did that it shouldn't. */
final class Pages implements AutoCloseable {

    static final RunParts PARTS = new RunParts(List.of("03", "04"), List.of("01", "02"));

    private static final int TRIES = 400;
    private static final int MILLIS_BETWEEN = 25;

    final Page page;
    final JsonObject json;
    /** Errors, dialogs, and whatever was asked of a network. */
    final List<String> trouble = new ArrayList<>();
    private final BrowserContext context;

    private Pages(BrowserContext context, JsonObject json) {
        this.context = context;
        this.json = json;
        page = context.newPage();
        Trouble.note(page, trouble, url -> url.startsWith("file:"));
    }

    static Pages open(Chromium chromium, String name, ScenarioRun run, int width, ColorScheme scheme)
            throws IOException {
        return open(chromium, name, run,
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    }

    static Pages open(Chromium chromium, String name, ScenarioRun run, Browser.NewContextOptions options)
            throws IOException {
        Path file = Chromium.folder("pages").resolve(name + ".html");
        RunHtml.write(run, PARTS, file);
        return open(chromium, file, RunJson.of(run, PARTS), options);
    }

    /** A page that is there already. */
    static Pages open(Chromium chromium, Path file, JsonObject json, Browser.NewContextOptions options) {
        Pages pages = new Pages(chromium.browser().newContext(options), json);
        pages.page.navigate(file.toUri().toString());
        pages.waitFor("document.documentElement.dataset.ready");
        return pages;
    }

    String text(String selector) {
        return page.textContent(selector).strip();
    }

    /** Playwright's own way of waiting would break the page's policy. */
    void waitFor(String condition) {
        for (int i = 0; i < TRIES; i++) {
            if (Boolean.TRUE.equals(page.evaluate("!!(" + condition + ")"))) {
                return;
            }
            page.waitForTimeout(MILLIS_BETWEEN);
        }
        throw new AssertionError("It never was so: " + condition);
    }

    /** Which sample is shown. */
    int sample() {
        return Integer.parseInt(page.inputValue("#moment"));
    }

    void goTo(int sample) {
        page.locator("#moment").fill(String.valueOf(sample));
    }

    JsonObject sampleOf(int index) {
        return json.getAsJsonArray("samples").get(index).getAsJsonObject();
    }

    /** A picture of it, to be looked at. */
    void picture(String name) throws IOException {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
                .setPath(Chromium.folder("pictures").resolve(name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }

    static long kilobytes(String name) throws IOException {
        return Files.size(Chromium.folder("pages").resolve(name + ".html")) / 1_000;
    }
}
