package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import workbook.grader.intake.HandedIn;
import workbook.grader.intake.Intake;
import workbook.grader.intake.Limits;
import workbook.grader.intake.Refused;
import workbook.grader.rehearsal.Attack;
import workbook.runner.Chapter;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/**
 * A submission that means harm, of chapter 01.
 *
 * @param files all of it, by their paths below the chapter's sources; not all need be Java files
 * @param isAllWrong whether no task of it is done, so that any point is forged
 * @param onlyHangs whether all it wants is to take time, memory or room
 */
record Hostile(String name, String kind, SortedMap<String, String> files, boolean isAllWrong, boolean onlyHangs) {

    private static final List<String> BOMBS = List.of("endless loop", "deadlock", "bomb", "compile bomb");

    /** As the attack has it. */
    static Hostile of(Attack attack, Workbook workbook) {
        return of(attack.name(), attack.kind(), Map.of(attack.file(), attack.text()), attack.base(), workbook);
    }

    /** Those files, and the rest from the base. */
    static Hostile of(String name, String kind, Map<String, String> files, String base, Workbook workbook) {
        SortedMap<String, String> all = sources(workbook, base);
        all.putAll(files);
        return new Hostile(name, kind, all, base.equals(Attack.SKELETON), BOMBS.contains(kind));
    }

    /** The files of chapter 01, as they are handed out or as they should be. */
    static SortedMap<String, String> sources(Workbook workbook, String base) {
        Chapter chapter = workbook.chapters().get(0);
        Path folder = base.equals(Attack.SKELETON) ? workbook.own(chapter).sources()
                : workbook.borrow(chapter).sources();
        SortedMap<String, String> files = new TreeMap<>();
        Sources.in(folder).forEach(file -> files.put(folder.relativize(file).toString().replace('\\', '/'),
                Sources.read(file)));
        return files;
    }

    /** As the grader takes it in. */
    HandedIn takenIn(Workbook workbook, Path folder) throws IOException, Refused {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve("chapters/01-buffers/src/main/java").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return new Intake(workbook, Limits.USUAL).take(folder);
    }

    /** As if there were no intake: all of it, wherever it wants to go. */
    HandedIn asItIs(Workbook workbook) {
        return new HandedIn(Map.of(workbook.chapters().get(0), files), List.of());
    }
}
