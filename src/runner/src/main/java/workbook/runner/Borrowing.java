package workbook.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lets the reference stand in for a chapter, by a line in {@code .mvn/maven.config}, which Maven reads, too. */
public final class Borrowing {

    private final Workbook workbook;
    private final Path config;

    public Borrowing(Workbook workbook) {
        this.workbook = workbook;
        config = workbook.mavenConfig();
    }

    /**
     * From now on later chapters stand on the reference for this one.
     *
     * @return false if it is so already
     */
    public boolean begin(Chapter chapter) {
        if (workbook.isBorrowed(chapter)) {
            return false;
        }
        List<String> lines = linesWithout(chapter);
        lines.add("-Dpart." + chapter.code() + "=" + chapter.folder() + "-solution");
        write(lines);
        return true;
    }

    /**
     * From now on later chapters stand on the student's own.
     *
     * @return false if it is so already
     */
    public boolean end(Chapter chapter) {
        if (!workbook.isBorrowed(chapter)) {
            return false;
        }
        write(linesWithout(chapter));
        return true;
    }

    private List<String> linesWithout(Chapter chapter) {
        Pattern line = Pattern.compile("\\s*-Dpart\\." + chapter.code() + "=.*");
        return new ArrayList<>(Files.isRegularFile(config)
                ? Sources.read(config).lines().filter(text -> !line.matcher(text).matches()).toList()
                : List.of());
    }

    private void write(List<String> lines) {
        if (!lines.isEmpty()) {
            WholeFile.write(config, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            return;
        }
        try {
            Files.deleteIfExists(config); // as it was before anybody borrowed
        } catch (IOException e) {
            throw new WorkbookException(WorkbookException.Blame.WORKBOOK, WholeFile.trouble(config, e), e);
        }
    }
}
