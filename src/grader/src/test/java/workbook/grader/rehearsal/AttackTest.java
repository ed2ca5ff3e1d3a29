package workbook.grader.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import workbook.runner.WorkbookException;

class AttackTest {

    @TempDir
    private Path folder;

    @Test
    void anAttackSaysWhatItIs() throws IOException {
        String text = """
                // Reads the environment,
                // and prints it.
                // kind: reading
                // file: one/two/Three.java
                // base: skeleton
                package one.two;
                // kind: not any more
                class Three { }
                """;
        Files.writeString(folder.resolve("reads.java"), text);
        Files.writeString(folder.resolve("NOTES.md"), "no attack");

        assertThat(Attack.in(folder)).containsExactly(new Attack("reads", "reading",
                "Reads the environment, and prints it.", "one/two/Three.java", "skeleton", text));
    }

    @Test
    void oneThatDoesNotIsTold() {
        assertThatThrownBy(() -> Attack.parse("x", "// It does.\n// kind: a\n// base: skeleton\n"))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("x doesn't say '// file: …'");
        assertThatThrownBy(() -> Attack.parse("x", "// It does.\n// kind: a\n// file: b\n// base: none\n"))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("neither 'skeleton' nor 'reference'");
        assertThatThrownBy(() -> Attack.parse("x", "// kind: a\n// file: b\n// base: reference\n"))
                .isInstanceOf(WorkbookException.class).hasMessageContaining("what it does");
    }
}
