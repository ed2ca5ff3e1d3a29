package workbook.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Remembers what a test did, so that a failure can tell: {@code steps.did("add(data 1)")}, and then
 * {@code assertThat(sender.poll()).as(steps.then("poll()")).isEmpty()}.
 */
public final class Steps {

    private final List<Step> done = new ArrayList<>();

    /** Put into words only when somebody wants to read it: most tests pass, and formatting takes long. */
    private record Step(String words, Object... arguments) {

        @Override
        public String toString() {
            return arguments.length == 0 ? words : String.format(words, arguments);
        }
    }

    /** Something was done. The words are a {@link String#format} and its arguments. */
    public Steps did(String step, Object... arguments) {
        boolean staySo = Arrays.stream(arguments).allMatch(Steps::staysSo);
        done.add(staySo ? new Step(step, arguments) : new Step("%s", String.format(step, arguments)));
        return this;
    }

    /** For AssertJ's {@code as}: what is asked now, after all that was done before. */
    public Supplier<String> then(String question) {
        return () -> done.isEmpty() ? question : this + "\n  then " + question;
    }

    /** What was done, a line each. */
    @Override
    public String toString() {
        return done.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }

    private static boolean staysSo(Object argument) {
        return argument instanceof String || argument instanceof Integer || argument instanceof Long
                || argument instanceof Boolean || argument instanceof Enum<?>;
    }
}
