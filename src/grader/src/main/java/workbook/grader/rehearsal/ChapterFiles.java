package workbook.grader.rehearsal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/** What students edit: files' text, by the names they have in a workbook. */
final class ChapterFiles {

    private static final Pattern TODO = Pattern.compile("new\\s+Todo\\(");

    private final Workbook workbook;
    private final Originals originals;

    ChapterFiles(Workbook workbook) {
        this.workbook = workbook;
        originals = Originals.of(workbook);
    }

    /** As they were handed out, whatever the instructor has solved since. */
    SortedMap<String, String> skeleton(Chapter chapter) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : originals.handedOut(workbook.own(chapter).sources())) {
            files.put(workbook.relative(file), originals.original(file)
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElseGet(() -> Sources.read(file)));
        }
        return files;
    }

    /** Those of a skeleton that a student has something to do in. */
    List<String> toDo(Chapter chapter) {
        SortedMap<String, String> skeleton = skeleton(chapter);
        return skeleton.keySet().stream().filter(name -> TODO.matcher(skeleton.get(name)).find()).toList();
    }

    /** Some answer's. */
    SortedMap<String, String> answer(Chapter chapter, Path sources) {
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : Sources.in(sources)) {
            files.put(name(chapter, sources.relativize(file).toString().replace('\\', '/')), Sources.read(file));
        }
        return files;
    }

    /** @param file {@code "backpressure/buffers/Buffer.java"} */
    String name(Chapter chapter, String file) {
        return workbook.relative(workbook.own(chapter).sources()) + "/" + file;
    }
}
