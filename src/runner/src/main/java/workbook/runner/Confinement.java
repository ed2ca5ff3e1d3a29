package workbook.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs a command such that it reaches no more than it must. */
public interface Confinement {

    /** It runs like any other. */
    Confinement NONE = (command, readable, writable) -> command;

    /**
     * The command line that runs that one, confined.
     *
     * @param readable the files and folders it needs to read, besides the JDK's
     * @param writable the files and folders it needs to write
     */
    List<String> confine(List<String> command, List<Path> readable, List<Path> writable) throws IOException;
}
