package workbook.docs;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A Markdown file, taken apart. Lines count from 1.
 *
 * @param file from the root, with slashes
 * @param lines as they are written
 * @param anchors what a link's {@code #…} can lead to
 * @param prose its text, block by block, without what is code
 */
record Document(String file, List<String> lines, List<Heading> headings, Set<String> anchors, List<Link> links,
        List<Code> spans, List<Fence> fences, List<Html> html, List<Prose> prose) {

    record Heading(int line, int level, String text) {
    }

    /** A link, an image, or an HTML tag that is one. */
    record Link(int line, String target) {
    }

    /** A {@code code span}. */
    record Code(int line, String text) {
    }

    /**
     * A block of code.
     *
     * @param line of its first line of code
     * @param language {@code java}; empty if it says none
     */
    record Fence(int line, String language, List<String> code) {
    }

    record Html(int line, String text) {
    }

    /**
     * A paragraph, a heading, or a table's cell.
     *
     * @param column the heading of the column that a cell is in
     */
    record Prose(int line, String text, Optional<String> column) {
    }

    /** Its folder, from the root, with a slash at the end; empty for the root itself. */
    String folder() {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** A chapter's README. */
    boolean isLesson() {
        return file.matches("chapters/\\d\\d-[^/]+/README\\.md");
    }

    boolean isForInstructors() {
        return Tree.isForInstructors(file);
    }

    Problem problem(int line, String what, String why) {
        return new Problem(file, line, what, why);
    }
}
