package workbook.runner;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One chapter's code, and whose it is.
 *
 * @param sources the folder with the Java packages in it; or the jar, if the reference was handed out compiled
 * @param borrowed whether it is the reference's, not the student's
 */
public record Part(Chapter chapter, Path sources, boolean borrowed) {

    /** Whether it is a jar: there is nothing to compile, and nothing to read. */
    public boolean isCompiled() {
        return borrowed && Files.isRegularFile(sources);
    }
}
