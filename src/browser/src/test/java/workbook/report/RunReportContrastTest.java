package workbook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.world.scenario.ScenarioRun;

/** Whether text in the drawings can be read: axe doesn't look at what lies behind text in SVG. */
class RunReportContrastTest extends BrowserTest {

    private static final List<String> EIGHT =
            List.of("source", "parse", "map", "enrich", "filter", "join", "format", "sink");

    @Test
    @DisplayName("the measure itself: black on white is 21, a grey on a half-transparent red is what it is")
    void theMeasure() throws Exception {
        try (Pages pages = Pages.open(chromium, "contrast", PipeRun.of(MadeUpRun.TASKS, 20), 1_280,
                ColorScheme.LIGHT)) {
            pages.page.evaluate("""
                    (() => {
                        const svg = document.getElementById('lag');
                        svg.replaceChildren();
                        box(svg, 0, 0, 300, 300, {fill: '#fff'});
                        words(svg, 20, 40, 12, 'black on white').style.fill = '#000';
                        box(svg, 0, 100, 300, 100, {fill: '#f00', opacity: 0.5});
                        words(svg, 20, 140, 12, 'grey on pink').style.fill = '#777';
                        words(svg, 20, 180, 12, 'with a halo', {class: 'halo'}).style.fill = '#000';
                        function draw(name, attributes, text) {
                            const each = document.createElementNS('http://www.w3.org/2000/svg', name);
                            for (const key in attributes) each.setAttribute(key, attributes[key]);
                            if (text) each.textContent = text;
                            svg.append(each);
                            return each;
                        }
                        function box(_, x, y, width, height, more) {
                            return draw('rect', {x, y, width, height, ...more});
                        }
                        function words(_, x, y, size, text, more) {
                            return draw('text', {x, y, 'font-size': size, ...more}, text);
                        }
                    })()""");
            assertThat(contrasts(pages, "#lag text", "1000")).containsExactly("black on white 21.00",
                    "grey on pink 1.84", "with a halo 21.00");
        }
    }

    @Test
    @DisplayName("4.5 or better for each text in each drawing, 3 for large text: light and dark, at every moment")
    void everyText() throws Exception {
        for (ScenarioRun run : List.of(PipeRun.recovering(MadeUpRun.TASKS, 120, 40),
                PipeRun.recovering(EIGHT, 120, 60))) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (Pages pages = Pages.open(chromium, "contrast", run, 1_280, scheme)) {
                    assertThat(contrasts(pages, "main svg text", "1000")).as("texts looked at").hasSizeGreaterThan(90);
                    for (int i = 0; i <= 120; i += 8) {
                        pages.goTo(i);
                        assertThat(contrasts(pages, "main svg text", "isLarge(text) ? 3 : 4.5"))
                                .as("too little contrast, %s, at %s s", scheme, i).isEmpty();
                    }
                }
            }
        }
    }

    /** The texts whose contrast is less than that, with it. */
    private static List<String> contrasts(Pages pages, String texts, String least) {
        return ((List<?>) pages.page.evaluate(CONTRAST.replace("@TEXTS@", texts).replace("@LEAST@", least))).stream()
                .map(String::valueOf).toList();
    }

    /**
     * Each text against all that is drawn before it and lies behind some point of it, laid one over the other on the
     * card; of a pattern each colour counts. A halo is drawn behind its letters.
     */
    private static final String CONTRAST = """
            (() => {
                const channels = colour => {
                    const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
                    return [r, g, b, a];
                };
                const over = (top, alpha, ground) => ground.map((value, k) => top[k] * alpha + value * (1 - alpha));
                const light = colour => {
                    const [r, g, b] = colour.map(v => v / 255)
                        .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                    return .2126 * r + .7152 * g + .0722 * b;
                };
                const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
                const shown = element => getComputedStyle(element).visibility === 'visible';
                const opacity = element => {
                    let all = 1;
                    for (let each = element; each.tagName !== 'svg'; each = each.parentNode)
                        all *= Number(getComputedStyle(each).opacity);
                    return all;
                };
                const isLarge = text => {
                    const style = getComputedStyle(text);
                    const size = parseFloat(style.fontSize) * text.getScreenCTM().a;
                    return size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
                };
                const card = channels(getComputedStyle(document.querySelector('.card')).backgroundColor).slice(0, 3);
                const paints = (shape, paint) => {
                    const value = getComputedStyle(shape)[paint];
                    if (value.startsWith('rgb')) return [channels(value)];
                    if (!value.startsWith('url')) return [];
                    const pattern = document.getElementById(value.match(/#([\\w-]+)/)[1]);
                    return [...pattern.querySelectorAll('rect')].map(each => channels(getComputedStyle(each).fill));
                };
                const grounds = (text, point, shapes) => {
                    let all = [card];
                    for (const shape of shapes) {
                        const local = point.matrixTransform(shape.getScreenCTM().inverse());
                        for (const [paint, isIn] of [['fill', 'isPointInFill'], ['stroke', 'isPointInStroke']]) {
                            const colours = paints(shape, paint);
                            if (!colours.length || !shape[isIn](local)) continue;
                            const alpha = opacity(shape) * Number(getComputedStyle(shape)[paint + 'Opacity']);
                            all = all.flatMap(ground => colours.map(each => over(each, alpha * each[3], ground)));
                        }
                    }
                    return all;
                };
                const worst = text => {
                    const ink = channels(getComputedStyle(text).fill);
                    const alpha = opacity(text) * ink[3];
                    const bounds = text.getBoundingClientRect();
                    if (text.classList.contains('halo')) return ratio(over(ink, alpha, card), card);
                    const shapes = [...text.ownerSVGElement.querySelectorAll('rect, path, circle, ellipse, line')]
                        .filter(shape => {
                            const box = shape.getBoundingClientRect();
                            return shown(shape) && !shape.closest('defs')
                                && text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_PRECEDING
                                && box.left - 3 <= bounds.right && bounds.left <= box.right + 3
                                && box.top - 3 <= bounds.bottom && bounds.top <= box.bottom + 3;
                        });
                    let least = 21;
                    for (const across of [.02, .25, .5, .75, .98])
                        for (const down of [.3, .5, .7]) {
                            const point = new DOMPoint(bounds.left + across * bounds.width,
                                bounds.top + down * bounds.height);
                            for (const ground of grounds(text, point, shapes))
                                least = Math.min(least, ratio(over(ink, alpha, ground), ground));
                        }
                    return least;
                };
                return [...document.querySelectorAll('@TEXTS@')].filter(text => text.textContent && shown(text))
                    .map(text => [text, worst(text)]).filter(([text, value]) => value < (@LEAST@))
                    .map(([text, value]) => text.textContent + ' ' + value.toFixed(2));
            })()""";
}
