package workbook.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads Markdown as GitHub does: with tables, and with its anchors for headings. */
final class Markdown {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final Pattern HTML_LINK = Pattern.compile("<(?:a|img)\\b[^>]*?\\b(?:href|src)=\"([^\"]*)\"");
    private static final Pattern HTML_ANCHOR = Pattern.compile("<\\w+\\b[^>]*?\\b(?:id|name)=\"([^\"]*)\"");

    private Markdown() {
    }

    static Document read(String file, String text) {
        Reader reader = new Reader();
        PARSER.parse(text).accept(reader);
        return new Document(file, text.lines().toList(), reader.headings, reader.anchors, reader.links, reader.spans,
                reader.fences, reader.html, reader.prose);
    }

    /** GitHub's anchor for a heading, the first time there is such a heading. */
    static String slug(String heading) {
        return heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\p{M}\\p{Pc} -]", "")
                .replace(' ', '-');
    }

    private static final class Reader extends AbstractVisitor {

        private final List<Document.Heading> headings = new ArrayList<>();
        private final Set<String> anchors = new HashSet<>();
        private final List<Document.Link> links = new ArrayList<>();
        private final List<Document.Code> spans = new ArrayList<>();
        private final List<Document.Fence> fences = new ArrayList<>();
        private final List<Document.Html> html = new ArrayList<>();
        private final List<Document.Prose> prose = new ArrayList<>();

        private final Map<String, Integer> slugs = new HashMap<>();
        private List<String> columns = List.of();

        @Override
        public void visit(Heading heading) {
            String text = text(heading, true);
            headings.add(new Document.Heading(line(heading), heading.getLevel(), text));
            String slug = slug(text);
            int before = slugs.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
            prose.add(new Document.Prose(line(heading), text(heading, false), Optional.empty()));
            visitChildren(heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            prose.add(new Document.Prose(line(paragraph), text(paragraph, false), Optional.empty()));
            visitChildren(paragraph);
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableHead head) {
                columns = children(head.getFirstChild()).stream().map(cell -> text(cell, true)).toList();
            } else if (node instanceof TableRow row) {
                List<Node> cells = children(row);
                for (int i = 0; i < cells.size(); i++) {
                    prose.add(new Document.Prose(line(cells.get(i)), text(cells.get(i), false),
                            Optional.of(i < columns.size() ? columns.get(i) : "")));
                }
            }
            visitChildren(node);
        }

        @Override
        public void visit(Link link) {
            links.add(new Document.Link(line(link), link.getDestination()));
            visitChildren(link);
        }

        @Override
        public void visit(Image image) {
            links.add(new Document.Link(line(image), image.getDestination()));
            visitChildren(image);
        }

        @Override
        public void visit(Code code) {
            spans.add(new Document.Code(line(code), code.getLiteral()));
        }

        @Override
        public void visit(FencedCodeBlock block) {
            String info = block.getInfo() == null ? "" : block.getInfo().strip();
            fences.add(new Document.Fence(line(block) + 1, info, block.getLiteral().lines().toList()));
        }

        @Override
        public void visit(HtmlBlock block) {
            html(line(block), block.getLiteral());
        }

        @Override
        public void visit(HtmlInline inline) {
            html(line(inline), inline.getLiteral());
        }

        private void html(int line, String text) {
            html.add(new Document.Html(line, text));
            for (Matcher link = HTML_LINK.matcher(text); link.find();) {
                links.add(new Document.Link(line, link.group(1)));
            }
            for (Matcher anchor = HTML_ANCHOR.matcher(text); anchor.find();) {
                anchors.add(anchor.group(1));
            }
        }

        /** What can be read of a node, line by line; code only if it is wanted. */
        private static String text(Node node, boolean withCode) {
            StringBuilder text = new StringBuilder();
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(Text words) {
                    text.append(words.getLiteral());
                }

                @Override
                public void visit(Code code) {
                    text.append(withCode ? code.getLiteral() : "`");
                }

                @Override
                public void visit(SoftLineBreak end) {
                    text.append('\n');
                }

                @Override
                public void visit(HardLineBreak end) {
                    text.append('\n');
                }
            });
            return text.toString();
        }

        private static List<Node> children(Node parent) {
            List<Node> children = new ArrayList<>();
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                children.add(child);
            }
            return children;
        }

        private static int line(Node node) {
            Node placed = node;
            while (placed.getSourceSpans().isEmpty() && placed.getParent() != null) {
                placed = placed.getParent();
            }
            return placed.getSourceSpans().isEmpty() ? 1 : placed.getSourceSpans().get(0).getLineIndex() + 1;
        }
    }
}
