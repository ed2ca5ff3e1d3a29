package workbook.report;

import java.util.List;

/**
 * A moment of a run, and for how long it is shown.
 *
 * @param sample which one
 * @param millis how long it stays
 * @param isTurn whether something turns then
 * @param said what there is to say of it, the longest first
 */
public record Shot(int sample, long millis, boolean isTurn, List<String> said) {

    /** The longest that isn't longer than that; else the shortest. */
    String words(int length) {
        return said.stream().filter(each -> each.length() <= length).findFirst().orElse(said.get(said.size() - 1));
    }
}
