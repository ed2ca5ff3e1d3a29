package workbook.grader.rehearsal;

/** How a submission is packed. */
enum Packaging {
    FOLDER("a folder"),
    ZIP("a zip"),
    TAR_GZ("a tar.gz"),
    CLONE("a zip with the whole workbook, deeply wrapped"),
    JAVA_FILES("just the Java files"),
    CRLF("a folder, from Windows: CRLF, and a byte order mark"),
    MOODLE("Moodle's folder round a zip"),
    DAMAGED_ZIP("a zip, half of it"),
    TAR_WITH_LINK("a tar.gz with a link in it");

    private final String words;

    Packaging(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether honest people hand in like that, and can be graded. */
    boolean isUsual() {
        return this != DAMAGED_ZIP && this != TAR_WITH_LINK;
    }
}
