package workbook.runner;

import java.util.Collection;

/** What can be said of a test, or of a task. */
public enum Verdict {
    PASSING("passing"),
    FAILING("failing"),
    /** It reached a Todo: of this chapter, or of an earlier one. */
    TO_DO("to do"),
    /** It waits by means the simulation can't see: not right, not wrong. */
    CANNOT_BE_JUDGED("cannot be judged");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** As a student reads it. */
    public String words() {
        return words;
    }

    /** A task's verdict: one failing test fails it; it passes when all of them do; without tests it is to do. */
    public static Verdict ofAll(Collection<Verdict> tests) {
        if (tests.contains(FAILING)) {
            return FAILING;
        }
        if (tests.contains(CANNOT_BE_JUDGED)) {
            return CANNOT_BE_JUDGED;
        }
        return tests.isEmpty() || tests.contains(TO_DO) ? TO_DO : PASSING;
    }
}
