package workbook.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Java compiler. */
public interface Javac {

    /**
     * Compiles files, if there is nothing wrong with them.
     *
     * @param output the folder for the class files
     * @return what is wrong with them
     * @throws IOException if a file can't be read or written
     */
    List<Problem> compile(List<Path> files, List<Path> classPath, Path output) throws IOException;

    /**
     * What is wrong, in the compiler's own words.
     *
     * @param code its name for that
     * @param file may be empty
     * @param line from 1; 0 if it doesn't know
     * @param column from 1, tabs reckoned to 8 columns; 0 if it doesn't know
     */
    record Problem(String code, String message, String file, int line, int column) {
    }
}
