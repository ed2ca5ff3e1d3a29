package workbook.play;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * A lesson as HTML to be put into a page. Of the HTML in it, only what folds a hint away comes through; all else is text.
 * Links lead to other sites or nowhere, and pictures are their descriptions.
 */
final class LessonHtml implements NodeRenderer {

    private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .sanitizeUrls(true).nodeRendererFactory(LessonHtml::new)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (tag.equals("pre")) {
                    attributes.put("tabindex", "0"); // so that the keyboard can scroll it
                }
            }).build();
    private static final Pattern BEGINS =
            Pattern.compile("<details>\\s*<summary>([^<>]*)</summary>(\\s*</details>)?");
    private static final Pattern TASK = Pattern.compile("Task\\s+([1-9]\\d?\\.[1-9]\\d?)\\s*:.*");
    private static final String ENDS = "</details>";
    /** The page has a heading, and so has the card. */
    private static final int HEADINGS_ABOVE = 2;
    private static final int LEAST_HEADING = 6;

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private int open;

    private LessonHtml(HtmlNodeRendererContext context) {
        this.context = context;
        html = context.getWriter();
    }

    static String of(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(HtmlBlock.class, HtmlInline.class, Heading.class, Link.class, Image.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof HtmlBlock block) {
            block(block);
        } else if (node instanceof HtmlInline inline) {
            html.text(inline.getLiteral());
        } else if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof Link link && link.getDestination().matches("https?://.*")) {
            html.tag("a", new TreeMap<>(Map.of("href", context.encodeUrl(link.getDestination()),
                    "rel", "noopener noreferrer", "target", "_blank"))); // in that order, always
            children(link);
            html.tag("/a");
        } else {
            children(node);
        }
    }

    private void block(HtmlBlock block) {
        String literal = block.getLiteral().strip();
        Matcher begins = BEGINS.matcher(literal);
        html.line();
        if (begins.matches()) {
            html.tag("details");
            html.tag("summary");
            html.text(begins.group(1));
            html.tag("/summary");
            if (begins.group(2) != null) {
                html.tag("/details");
            } else {
                open++;
            }
        } else if (literal.equals(ENDS) && open > 0) {
            html.tag("/details");
            open--;
        } else {
            html.tag("p");
            html.text(literal);
            html.tag("/p");
        }
        html.line();
    }

    private void heading(Heading heading) {
        String tag = "h" + Math.min(LEAST_HEADING, heading.getLevel() + HEADINGS_ABOVE);
        StringBuilder title = new StringBuilder();
        for (Node child = heading.getFirstChild(); child instanceof Text text; child = child.getNext()) {
            title.append(text.getLiteral());
        }
        Matcher task = TASK.matcher(title);
        html.line();
        html.tag(tag, task.matches() ? Map.of("id", "task-" + task.group(1)) : Map.of());
        children(heading);
        html.tag("/" + tag);
        html.line();
    }

    private void children(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }
}
