package workbook.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pages of a run that is over, and of one that goes on, are both made of. */
final class PageParts {

    /** What shows a run, in this order. */
    private static final List<String> SCRIPTS = List.of("run.js", "words.js", "svg.js", "colours.js", "cells.js",
            "task.js", "exchange.js", "ends.js", "stage.js", "frame.js", "lag.js", "whereabouts.js",
            "throughput.js", "shares.js", "ribbon.js", "table.js", "player.js", "page.js");

    private PageParts() {
    }

    /** A page with the pieces of HTML it asks for. */
    static String assembled(String page) {
        return resource(page).replace("@PATTERNS@", resource("patterns.html").strip())
                .replace("@STAGE@", resource("stage.html").strip())
                .replace("@STRIP@", resource("strip.html").stripTrailing())
                .replace("@CHARTS@", resource("charts.html").strip());
    }

    /** What shows a run, and what else a page needs. */
    static String script(String... more) {
        return "'use strict';\n(() => {\n" + Stream.concat(SCRIPTS.stream(), Stream.of(more)).map(PageParts::resource)
                .collect(Collectors.joining("\n")) + "})();\n";
    }

    static String resource(String name) {
        try (InputStream stream = PageParts.class.getResourceAsStream("page/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
