package workbook.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartTest {

    @TempDir
    private Path root;

    @Test
    void aReferenceIsAJarOnlyWhereThereAreNoSources() throws IOException {
        MadeUpWorkbook madeUp = new MadeUpWorkbook(root);
        Workbook workbook = madeUp.workbook();
        Chapter chapter = workbook.chapters().get(0);
        assertThat(workbook.reference(chapter)).as("none was handed out").isEmpty();

        madeUp.write("solutions/01-one/01-one-solution.jar", "a jar");
        assertThat(workbook.borrow(chapter)).as("a jar alone")
                .isEqualTo(new Part(chapter, workbook.referenceJar(chapter), true))
                .matches(Part::isCompiled);
        assertThat(workbook.solution(chapter)).as("what can be read").isEmpty();

        madeUp.write("solutions/01-one/src/main/java/made/up/One.java", "package made.up; class One { }");
        assertThat(workbook.borrow(chapter)).as("sources beside it").matches(part -> !part.isCompiled());
        assertThat(workbook.solution(chapter)).contains(workbook.borrow(chapter).sources());
    }

    @Test
    void whatAStudentHandsInIsAlwaysCompiled() throws IOException {
        Chapter chapter = new MadeUpWorkbook(root).workbook().chapters().get(0);
        Path jar = Files.writeString(root.resolve("mine.jar"), "a jar");

        assertThat(new Part(chapter, jar, false).isCompiled()).isFalse();
    }

    @Test
    void aJarIsKnownByItsContent() throws IOException {
        Path jar = Files.writeString(root.resolve("one.jar"), "a jar");
        String before = Sources.fingerprint(List.of(jar));
        String seen = ClassApi.fingerprint(jar);

        Files.writeString(jar, "another");
        assertThat(Sources.fingerprint(List.of(jar))).isNotEqualTo(before);
        assertThat(ClassApi.fingerprint(jar)).isNotEqualTo(seen);
    }
}
