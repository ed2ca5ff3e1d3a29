package workbook.grader.misconception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisconceptionTest {

    private static final String WRITTEN = """
            The pool makes a new buffer when none is free.

            caught by: PoolTest.neverGrows
            says: third request
            says: to a pool  of 2

            --- one/Pool.java
            +++ one/Pool.java
            @@ -1,4 +1,4 @@
             class Pool {
            -    // never grows
            +    // grows
                 int free;
             }
            """;

    @TempDir
    private Path folder;

    @Test
    void isReadAndApplied() throws IOException {
        Misconception misconception = read(WRITTEN);
        Path pool = pool("class Pool {\n    // never grows\n    int free;\n}\n");

        misconception.applyTo(folder.resolve("sources"));

        assertThat(misconception.name()).isEqualTo("the-pool-grows");
        assertThat(misconception.text()).isEqualTo("The pool makes a new buffer when none is free.");
        assertThat(misconception.test()).isEqualTo("PoolTest.neverGrows");
        assertThat(Files.readString(pool)).isEqualTo("class Pool {\n    // grows\n    int free;\n}\n");
    }

    @Test
    void theFirstSentenceSaysWhatItDoes() {
        String more = " Memory is cheap.\nUntil it is used up.\n";

        assertThat(read(WRITTEN.replace(" free.\n", "\nfree." + more)).firstSentence())
                .isEqualTo("The pool makes a new buffer when none is free.");
        assertThat(read(WRITTEN.replace(" free.\n", " free: then it never waits." + more)).firstSentence())
                .isEqualTo("The pool makes a new buffer when none is free.");
    }

    @Test
    void whatMustBeSaidIsLookedForWhateverTheSpaces() {
        Misconception misconception = read(WRITTEN);

        assertThat(misconception.missingIn("[third request\n  to a pool of 2]")).isEmpty();
        assertThat(misconception.missingIn("[third request]")).containsExactly("to a pool  of 2");
    }

    @Test
    void aDiffThatFitsNoMoreIsSaid() throws IOException {
        pool("class Pool {\n    // something else\n    int free;\n}\n");

        assertThatIllegalArgumentException().isThrownBy(() -> read(WRITTEN).applyTo(folder.resolve("sources")))
                .withMessageContaining("the-pool-grows doesn't fit one/Pool.java any more");
    }

    @Test
    void whatIsIncompleteIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> read(WRITTEN.replace("caught by:", "found by:")))
                .withMessageContaining("the-pool-grows doesn't say");
        assertThatIllegalArgumentException().isThrownBy(() -> read(WRITTEN.replace("says:", "tells:")))
                .withMessageContaining("the-pool-grows doesn't say");
        assertThatIllegalArgumentException().isThrownBy(() -> read("caught by: PoolTest.neverGrows\nsays: no\n"))
                .withMessageContaining("has no diff");
    }

    private Path pool(String source) throws IOException {
        Path file = folder.resolve("sources/one/Pool.java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private Misconception read(String text) {
        try {
            return Misconception.read(Files.writeString(folder.resolve("the-pool-grows.diff"), text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
