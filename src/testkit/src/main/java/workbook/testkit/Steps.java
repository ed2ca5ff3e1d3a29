package workbook.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers what a test did, so that a failure can tell: {@code steps.did("add(data 1)")}, and then
 * {@code assertThat(sender.poll()).as(steps.then("poll()")).isEmpty()}.
 */
public final class Steps {

    private final List<String> done = new ArrayList<>();

    /** Something was done. The words are a {@link String#format} and its arguments. */
    public Steps did(String step, Object... arguments) {
        done.add(arguments.length == 0 ? step : String.format(step, arguments));
        return this;
    }

    /** For AssertJ's {@code as}: what is asked now, after all that was done before. */
    public Supplier<String> then(String question) {
        return () -> done.isEmpty() ? question : this + "\n  then " + question;
    }

    /** What was done, a line each. */
    @Override
    public String toString() {
        return "\n  " + String.join("\n  ", done);
    }
}
