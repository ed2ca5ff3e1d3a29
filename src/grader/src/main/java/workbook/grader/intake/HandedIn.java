package workbook.grader.intake;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import workbook.runner.Chapter;

/**
 * What a submission comes down to.
 *
 * @param files of each chapter, as text, by their paths below the chapter's sources, with slashes
 * @param notes what was left out, and why; for the one who handed it in
 */
public record HandedIn(Map<Chapter, SortedMap<String, String>> files, List<String> notes) {
}
