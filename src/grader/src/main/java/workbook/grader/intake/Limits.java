package workbook.grader.intake;

/**
 * How much of a submission is looked at before it is refused. A chapter has a few files of a few kilobytes each.
 *
 * @param entries files and folders, of any kind
 * @param pathLength characters of a path
 * @param fileBytes of a Java file
 * @param allBytes of all Java files
 * @param archiveBytes of an archive, as it was handed in
 * @param unpackedBytes of an archive that can only be read from the beginning to the end
 */
public record Limits(int entries, int pathLength, int fileBytes, int allBytes, long archiveBytes, long unpackedBytes) {

    /** What any honest submission keeps within: a clone with all that was ever built in it, too. */
    public static final Limits USUAL = new Limits(50_000, 400, 256 * 1024, 4 * 1024 * 1024, 256L << 20,
            1L << 30);
}
