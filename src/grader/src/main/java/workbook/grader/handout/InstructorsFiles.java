package workbook.grader.handout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Sources;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * What it takes to grade on another machine: what students get, with the chapters as they were handed out, and the
 * reference's sources. No alternatives, no misconceptions, no model answers.
 */
public final class InstructorsFiles {

    private InstructorsFiles() {
    }

    /**
     * Their contents, by their names from the root on, with slashes.
     *
     * @throws WorkbookException if there is no reference, or nobody knows any more how a chapter was handed out
     */
    public static SortedMap<String, byte[]> in(Workbook workbook) throws IOException {
        SortedMap<String, Path> files = StudentsFiles.in(workbook.root());
        files.keySet().removeIf(name -> name.matches("chapters/[^/]+/src/main/.*"));
        files.put(workbook.relative(Originals.file(workbook)), Originals.file(workbook));
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (Chapter chapter : workbook.chapters()) {
            contents.putAll(asHandedOut(chapter, workbook));
            Path reference = workbook.solution(chapter).orElseThrow(() -> new WorkbookException(Blame.USAGE,
                    "This workbook came without the sources of the reference, and nobody can be graded without."));
            Sources.in(reference).forEach(file -> files.put(workbook.relative(file), file));
        }
        for (String name : files.keySet()) {
            contents.put(name, Files.readAllBytes(files.get(name)));
        }
        return contents;
    }

    private static SortedMap<String, byte[]> asHandedOut(Chapter chapter, Workbook workbook) {
        Originals originals = Originals.of(workbook);
        Path sources = workbook.own(chapter).sources();
        if (!originals.know(sources)) {
            throw new WorkbookException(Blame.USAGE, workbook.relative(sources) + " is in no list of what is handed"
                    + " out. If it's to be handed out like that, ./workbook originals says so.");
        }
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (Path file : originals.handedOut(sources)) {
            contents.put(workbook.relative(file), originals.original(file).orElseThrow(() -> new WorkbookException(
                    Blame.USAGE, "Nobody knows any more how " + workbook.relative(file) + " was handed out."
                    + " If it's to be handed out as it is, ./workbook originals says so.")));
        }
        return contents;
    }
}
