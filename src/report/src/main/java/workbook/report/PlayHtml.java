package workbook.report;

/** The page on which a run is played with: three files, made of the same pieces as the run report. */
public final class PlayHtml {

    private PlayHtml() {
    }

    /** The page itself. It loads {@code page.css} and {@code page.js} from beside it, and nothing else. */
    public static String page() {
        return PageParts.assembled("play.html");
    }

    public static String style() {
        return PageParts.resource("page.css") + PageParts.resource("play.css");
    }

    public static String script() {
        return PageParts.script("notices.js", "knobs.js", "beside.js", "live.js", "start.js");
    }
}
