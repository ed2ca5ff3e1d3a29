package workbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.command.CommandModel;

class DocumentationTest {

    @Test
    @DisplayName("every link, name, command and number in this workbook's documents is right")
    void theDocumentsAreRight() {
        Tree tree = Tree.ofThisWorkbook();
        List<Problem> problems = new DocumentCheck(tree, CommandModel.spec(),
                ListedNames.parse(tree.read(ListedNames.FILE)), Allowed.parse(tree.read(Allowed.FILE))).problems();

        assertThat(problems).withFailMessage(() -> problems.stream().map(Problem::toString)
                .collect(Collectors.joining("\n\n", "problems in the documents: " + problems.size() + "\n\n", """


                        The list of Flink's and Kafka's names: %s
                        What may be code and is no name:       %s
                        """.formatted(ListedNames.FILE, Allowed.FILE)))).isEmpty();
    }
}
