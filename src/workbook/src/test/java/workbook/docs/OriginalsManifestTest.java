package workbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.runner.Originals;
import workbook.runner.Originals.Kind;
import workbook.runner.Workbook;

class OriginalsManifestTest {

    /** Not the skeletons: where a student works, they differ. {@code ./workbook verify} looks at them, too. */
    @Test
    @DisplayName("the manifest of what is handed out knows every chapter, and its tests as they are")
    void theManifestIsUpToDate() {
        Workbook workbook = Workbook.at(Tree.ofThisWorkbook().resolve(""));
        Originals originals = Originals.of(workbook);

        assertThat(workbook.chapters()).allSatisfy(chapter -> {
            assertThat(originals.know(workbook.tests(chapter)) && originals.know(workbook.own(chapter).sources()))
                    .as("%s knows chapter %s. If not: ./workbook originals writes it anew.",
                            workbook.relative(Originals.file(workbook)), chapter.code())
                    .isTrue();
            List<String> changed = originals.differences(workbook.tests(chapter)).stream()
                    .filter(difference -> difference.kind() != Kind.ADDED) // a student's own
                    .map(difference -> workbook.relative(difference.file())).toList();
            assertThat(changed).as("tests that aren't as %s says. Put them back: ./workbook reset %s --tests."
                    + " Or, if they shall be so from now on: ./workbook originals", workbook.relative(
                    Originals.file(workbook)), chapter.code()).isEmpty();
        });
    }
}
