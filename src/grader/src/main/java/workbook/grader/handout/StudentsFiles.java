package workbook.grader.handout;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files of a workbook students get: those that are known to be for them, and no others. */
public final class StudentsFiles {

    private static final String CHAPTER = "chapters/\\d\\d-[a-z0-9-]+/";
    private static final String MODULE = "src/(world|testkit|report|runner|grader|workbook|lab)/";

    private static final Pattern FOR_STUDENTS = Pattern.compile(Stream.of(
            "README\\.md|LICENSE|pom\\.xml|workbook|workbook\\.cmd|mvnw|mvnw\\.cmd",
            "\\.gitignore|\\.gitattributes|\\.editorconfig",
            "\\.mvn/jvm\\.config|\\.mvn/wrapper/maven-wrapper\\.properties",
            "chapters/pom\\.xml|chapters/[A-Z]+\\.md",
            CHAPTER + "(pom\\.xml|README\\.md)",
            CHAPTER + "src/(main|test)/java/([a-z0-9]+/)*[A-Za-z0-9-]+\\.java",
            MODULE + "pom\\.xml",
            MODULE + "src/main/java/([a-z0-9]+/)*[A-Za-z0-9-]+\\.java",
            MODULE + "src/main/resources/.+")
            .map(pattern -> "(" + pattern + ")").collect(Collectors.joining("|")));

    private StudentsFiles() {
    }

    /** They, by their names from the root on, with slashes. What a symbolic link leads to isn't among them. */
    public static SortedMap<String, Path> in(Path root) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean built = folder.endsWith("target") || folder.endsWith(".git") || folder.endsWith(".workbook");
                return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && FOR_STUDENTS.matcher(name).matches()) {
                    files.put(name, file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
