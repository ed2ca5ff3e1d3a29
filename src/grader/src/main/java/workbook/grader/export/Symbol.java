package workbook.grader.export;

import java.util.Optional;
import workbook.runner.Verdict;

/** How a task's state is shown where there is little room. Never by its colour alone. */
enum Symbol {
    PASSING("✓", "passing"),
    FAILING("✗", "failing"),
    TO_DO("·", "to do"),
    CANNOT_BE_JUDGED("?", "cannot be judged"),
    NOT_GRADED("–", "not graded");

    private final String sign;
    private final String words;

    Symbol(String sign, String words) {
        this.sign = sign;
        this.words = words;
    }

    static Symbol of(Optional<Verdict> verdict) {
        return verdict.map(Verdict::name).map(Symbol::valueOf).orElse(NOT_GRADED);
    }

    String sign() {
        return sign;
    }

    String words() {
        return words;
    }

    /** The class of its style. */
    String style() {
        return words.replace(' ', '-');
    }
}
