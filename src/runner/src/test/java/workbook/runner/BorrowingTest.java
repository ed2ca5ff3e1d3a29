package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BorrowingTest {

    @TempDir
    private Path root;

    @Test
    void isALineThatMavenReads() throws IOException {
        Workbook workbook = new MadeUpWorkbook(root).workbook();
        Chapter chapter = workbook.chapters().get(0);
        Borrowing borrowing = new Borrowing(workbook);
        Path config = root.resolve(".mvn/maven.config");

        assertThat(borrowing.end(chapter)).as("nothing to take back").isFalse();
        assertThat(borrowing.begin(chapter)).isTrue();
        assertThat(config).hasContent("-Dpart.01=01-one-solution\n");
        assertThat(workbook.isBorrowed(chapter)).isTrue();
        assertThat(borrowing.begin(chapter)).as("once more").isFalse();
        assertThat(borrowing.end(chapter)).isTrue();
        assertThat(config).as("as before").doesNotExist();
    }

    @Test
    void otherLinesStay() throws IOException {
        MadeUpWorkbook madeUp = new MadeUpWorkbook(root);
        Chapter chapter = madeUp.workbook().chapters().get(0);
        Path config = root.resolve(".mvn/maven.config");
        madeUp.write(".mvn/maven.config", "--offline\r\n# -Dpart.01=01-one-solution\r\n-Dpart.02=02-two-solution");
        assertThat(madeUp.workbook().isBorrowed(chapter)).as("by a remark").isFalse();

        new Borrowing(madeUp.workbook()).begin(chapter);
        assertThat(config).content().isEqualTo("--offline\n# -Dpart.01=01-one-solution\n-Dpart.02=02-two-solution\n"
                + "-Dpart.01=01-one-solution\n");
        new Borrowing(madeUp.workbook()).end(chapter);
        assertThat(config).content().isEqualTo("--offline\n# -Dpart.01=01-one-solution\n-Dpart.02=02-two-solution\n");
    }
}
