package workbook.command;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Markdown as a terminal shows it: wrapped, code indented, without backticks and asterisks. */
final class PlainText extends AbstractVisitor {

    private final StringBuilder text = new StringBuilder();

    private PlainText() {
    }

    /** What is written in a heading or a paragraph, on one line. */
    static String of(Node node) {
        PlainText plain = new PlainText();
        node.accept(plain);
        return plain.text.toString();
    }

    /** Some blocks, with an empty line between two of them. */
    static List<String> lines(List<Node> blocks, int width) {
        List<String> lines = new ArrayList<>();
        for (Node block : blocks) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(block(block, width));
        }
        return lines;
    }

    private static List<String> block(Node block, int width) {
        if (block instanceof FencedCodeBlock code) {
            return code.getLiteral().lines().map(line -> "    " + line).toList();
        }
        if (block instanceof IndentedCodeBlock code) {
            return code.getLiteral().lines().map(line -> "    " + line).toList();
        }
        if (block instanceof BulletList || block instanceof OrderedList) {
            List<String> lines = new ArrayList<>();
            int number = block instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
                    ? ordered.getMarkerStartNumber() : 1;
            for (Node item = block.getFirstChild(); item != null; item = item.getNext()) {
                String mark = block instanceof BulletList ? "- " : number++ + ". ";
                List<String> inside = lines(children(item), width - mark.length());
                for (int i = 0; i < inside.size(); i++) {
                    lines.add(((i == 0 ? mark : " ".repeat(mark.length())) + inside.get(i)).stripTrailing());
                }
            }
            return lines;
        }
        return wrap(of(block), width);
    }

    private static List<Node> children(Node parent) {
        List<Node> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            children.add(child);
        }
        return children;
    }

    /** Breaks a text between words. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : rest.indexOf(' ');
            if (end < 0) {
                break; // one long word
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }

    @Override
    public void visit(Text node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
        text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
        text.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
        text.append(' ');
    }
}
