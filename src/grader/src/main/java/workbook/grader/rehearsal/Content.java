package workbook.grader.rehearsal;

import java.util.Optional;
import java.util.SortedMap;

/**
 * What somebody hands in, before it is packed.
 *
 * @param kind of answer: {@code "misconception"}
 * @param what it is made of
 * @param expected what must come of it
 * @param files their text, by their names with slashes: {@code "chapters/01-buffers/src/main/java/…"}
 * @param packaging the only one it can be handed in in, if it matters
 */
record Content(String kind, String what, String expected, SortedMap<String, String> files,
        Optional<Packaging> packaging) {

    Content(String kind, String what, String expected, SortedMap<String, String> files) {
        this(kind, what, expected, files, Optional.empty());
    }
}
