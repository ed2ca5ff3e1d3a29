package backpressure.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import backpressure.credits.Message;
import java.util.Optional;
import java.util.concurrent.Callable;
import workbook.testkit.Steps;
import workbook.world.metrics.TimeShares;
import workbook.world.simulation.SimulationFailure;

/** What came of a call, in words and round numbers, for failures that are read. */
final class TestWords {

    private TestWords() {
    }

    /** {@code "Exception (cannot read b)"}, with its causes. */
    static String told(Throwable thrown) {
        if (thrown == null) {
            return "nothing was thrown";
        }
        String words = kind(thrown) + (thrown.getMessage() == null ? "" : " (" + thrown.getMessage() + ")");
        return thrown.getCause() == null ? words : words + ", caused by " + told(thrown.getCause());
    }

    /** The class alone. */
    static String kind(Throwable thrown) {
        return thrown == null ? "nothing was thrown" : thrown.getClass().getSimpleName();
    }

    /** The same words as the expected one's only if it is the expected one itself. */
    static String told(Throwable thrown, Throwable expected) {
        return thrown == expected ? told(expected) : otherThan(told(expected), thrown);
    }

    static void assertThrew(Throwable expected, Throwable thrown, String what) {
        assertThat(told(thrown, expected)).as("%s", what).isEqualTo(told(expected));
    }

    /** An {@link IllegalStateException}, whatever its message, with this very cause. */
    static void assertThrewBecauseOf(Throwable cause, Throwable thrown, String what) {
        String expected = kind(new IllegalStateException()) + ", caused by " + told(cause);
        boolean asExpected = thrown instanceof IllegalStateException && thrown.getCause() == cause;
        assertThat(asExpected ? expected : otherThan(expected, thrown)).as("%s", what).isEqualTo(expected);
    }

    private static String otherThan(String expected, Throwable thrown) {
        String words = told(thrown);
        return words.equals(expected) ? words + ", but a copy" : words;
    }

    /** What a channel's {@code take} gave. */
    static String told(Optional<Message> taken) {
        if (taken == null) {
            return "null";
        }
        return taken.map(message -> {
            if (message instanceof Message.Data) {
                return "a buffer";
            }
            return message instanceof Message.EndOfInput ? "the end" : "a failure";
        }).orElse("nothing");
    }

    static String told(TimeShares shares) {
        return plain(shares.busy()) + " busy, " + plain(shares.softBackpressured()) + " soft, "
                + plain(shares.hardBackpressured()) + " hard, " + plain(shares.idle()) + " idle";
    }

    /** To three decimals. */
    static double rounded(double number) {
        return Double.isFinite(number) ? Math.round(number * 1_000) / 1_000.0 : number;
    }

    /** {@code "250"}, {@code "333.333"}. */
    static String plain(double number) {
        double rounded = rounded(number);
        return rounded == Math.rint(rounded) && Double.isFinite(rounded)
                ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    /**
     * Makes a call that must not throw, and counts it among the steps, with what came of it; if it does throw,
     * the failure tells the steps.
     */
    static <T> T call(Steps steps, String name, Callable<T> call) {
        T result;
        try {
            result = call.call();
        } catch (Exception e) {
            AssertionError failure = new AssertionError(steps + "\n  then " + name + ", which threw " + told(e), e);
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        } catch (SimulationFailure e) {
            AssertionError failure = new AssertionError(steps + "\n  then " + name + ": " + e.getMessage(), e);
            failure.setStackTrace(e.getStackTrace());
            throw failure;
        }
        steps.did("%s%s", name, result instanceof String words ? ": " + words : "");
        return result;
    }
}
