package workbook.report;

/**
 * Something that turns in a run.
 *
 * @param second when
 * @param name in a few words: {@code "pressure reaches map"}
 * @param sentence what happens
 */
record RunEvent(double second, String name, String sentence) {
}
