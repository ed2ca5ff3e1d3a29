package workbook.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** Whether the workbook's own sources are newer than what was built. Elsewhere than on Windows, the start script looks. */
final class Staleness {

    private static final List<String> MODULES = List.of("world", "testkit", "report", "runner", "grader", "workbook");

    private Staleness() {
    }

    static boolean of(Path root) throws IOException {
        Path built = root.resolve("src/workbook/target/built");
        if (!Files.exists(built)) {
            return true;
        }
        FileTime time = Files.getLastModifiedTime(built);
        if (isNewer(root.resolve("pom.xml"), time)) {
            return true;
        }
        for (String module : MODULES) {
            Path folder = root.resolve("src").resolve(module);
            if (isNewer(folder.resolve("pom.xml"), time)) {
                return true;
            }
            try (Stream<Path> files = Files.walk(folder.resolve("src/main"))) {
                if (files.anyMatch(file -> isNewer(file, time))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNewer(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) > 0;
        } catch (IOException e) {
            return true;
        }
    }
}
