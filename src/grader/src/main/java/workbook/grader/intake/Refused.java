package workbook.grader.intake;

/** A submission isn't taken in. Its message says why, to the one who handed it in. */
public final class Refused extends Exception {

    Refused(String reason) {
        super(reason);
    }
}
