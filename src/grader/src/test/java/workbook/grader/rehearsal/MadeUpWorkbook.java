package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import workbook.runner.Originals;
import workbook.runner.Workbook;

/** Two chapters of one class each, with answers of all kinds. */
final class MadeUpWorkbook {

    static final String ONE = "chapters/01-one/src/main/java/one/One.java";

    private final Path root;

    private MadeUpWorkbook(Path root) {
        this.root = root;
    }

    static Workbook in(Path root) throws IOException {
        MadeUpWorkbook made = new MadeUpWorkbook(root);
        made.write("README.md", "For students.");
        made.write("pom.xml", "<project/>");
        made.chapter("01-one", "one", "One");
        made.chapter("02-two", "two", "Two");
        made.write("solutions/MODEL-ANSWERS.md", "secret: model answers");
        Workbook workbook = Workbook.at(root);
        Files.writeString(Originals.file(workbook), Originals.manifest(workbook));
        return workbook;
    }

    private void chapter(String folder, String packageName, String type) throws IOException {
        String chapter = "chapters/" + folder;
        String solution = "solutions/" + folder;
        String file = packageName + "/" + type + ".java";
        write(chapter + "/README.md", "# " + type + "\n");
        write(chapter + "/src/main/java/" + file, source(packageName, type, "throw new Todo(\"1.1\");"));
        write(chapter + "/src/test/java/" + packageName + "/" + type + "Test.java",
                "package " + packageName + "; class " + type + "Test { /* @Tag(\"1.1\") */ }");
        write(solution + "/src/main/java/" + file, source(packageName, type, "return number + 1;"));
        write(solution + "/alternatives/other-way-round/" + file, source(packageName, type, "return 1 + number;"));
        write(solution + "/misconceptions/no-change.diff", """
                It gives back what it got.

                caught by: %2$sTest.oneMore
                says: one more

                --- %1$s
                +++ %1$s
                @@ -4,3 +4,3 @@
                     int addOne(int number) {
                -        return number + 1;
                +        return number;
                     }
                """.formatted(file, type));
    }

    static String source(String packageName, String type, String body) {
        return "package " + packageName + ";\n\nclass " + type + " {\n    int addOne(int number) {\n        " + body
                + "\n    }\n}\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
