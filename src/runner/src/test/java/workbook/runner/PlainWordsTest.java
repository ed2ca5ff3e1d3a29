package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainWordsTest {

    @Test
    void commonMistakesAreToldInASentence() {
        assertThat(PlainWords.of("compiler.err.cant.resolve.location",
                "cannot find symbol\n  symbol:   class Bufer\n  location: class backpressure.buffers.BufferPool"))
                .isEqualTo("There is no class Bufer here: is it misspelt, or is its import missing?");
        assertThat(PlainWords.of("compiler.err.expected", "';' expected"))
                .isEqualTo("There is something missing: ';' expected.");
        assertThat(PlainWords.of("compiler.err.prob.found.req",
                "incompatible types: String cannot be converted to int"))
                .isEqualTo("Here a value of type int is needed, and this one is of type String.");
        assertThat(PlainWords.of("compiler.err.unreported.exception.need.to.catch.or.throw",
                "unreported exception InterruptedException; must be caught or declared to be thrown"))
                .isEqualTo("This may throw InterruptedException: catch it here, or say"
                        + " 'throws InterruptedException' at the method.");
        assertThat(PlainWords.of("compiler.err.something.new", "this is odd")).isEqualTo("This is odd.");
    }
}
