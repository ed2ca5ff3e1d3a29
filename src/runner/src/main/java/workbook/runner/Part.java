package workbook.runner;

import java.nio.file.Path;

/**
 * The sources of one chapter, and whose they are.
 *
 * @param sources the folder with the Java packages in it
 * @param borrowed whether they are the reference's, not the student's
 */
public record Part(Chapter chapter, Path sources, boolean borrowed) {
}
