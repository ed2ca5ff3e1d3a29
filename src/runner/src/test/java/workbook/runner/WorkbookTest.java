package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookTest {

    @Test
    @DisplayName("a folder with a lesson alone, and nothing to build, is no chapter")
    void lessonAlone(@TempDir Path root) throws IOException {
        MadeUpWorkbook workbook = new MadeUpWorkbook(root)
                .write("chapters/09-lab/README.md", "# 09 Lab\n\nNothing to build.\n");
        assertThat(workbook.workbook().chapters()).extracting(Chapter::code).containsExactly("01");

        workbook.write("chapters/09-lab/src/main/java/Lab.java", "class Lab { }");
        assertThat(workbook.workbook().chapters()).extracting(Chapter::code).containsExactly("01", "09");
    }
}
