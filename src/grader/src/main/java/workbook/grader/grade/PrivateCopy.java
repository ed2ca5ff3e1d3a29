package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import workbook.grader.intake.HandedIn;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Part;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/**
 * A copy of the instructor's workbook, into which one submission is put after the other: lessons and tests are the
 * instructor's, always, and what a student didn't hand in is as it was handed out.
 */
final class PrivateCopy {

    private final Workbook workbook;
    private final Map<Chapter, SortedMap<String, String>> skeletons = new HashMap<>();

    /** @param folder to make it in; not there yet */
    PrivateCopy(Workbook original, Path folder) throws IOException {
        Files.createDirectories(folder);
        Originals originals = Originals.of(original);
        for (Chapter chapter : original.chapters()) {
            Path lesson = original.lesson(chapter);
            copy(original.root(), List.of(lesson), folder);
            copy(original.root(), Sources.in(original.tests(chapter)), folder);
            Path own = original.own(chapter).sources();
            SortedMap<String, String> skeleton = new TreeMap<>();
            for (Path file : originals.handedOut(own)) {
                skeleton.put(slashes(own.relativize(file)), originals.original(file)
                        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                        .orElseGet(() -> Sources.read(file)));
            }
            skeletons.put(chapter, skeleton);
            if (original.solution(chapter).isPresent()) {
                copy(original.root(), Sources.in(original.solution(chapter).get()), folder);
            }
        }
        workbook = Workbook.at(folder);
        Files.createDirectories(workbook.notes());
        closeToOthers(folder.resolve("chapters"));
        closeToOthers(folder.resolve("solutions"));
    }

    /** What runs the tests needs classes alone: where it's another user, it gets to see no sources. */
    private static void closeToOthers(Path folder) throws IOException {
        if (Files.isDirectory(folder) && Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    Workbook workbook() {
        return workbook;
    }

    /** Puts a submission in place of the one before. */
    void put(HandedIn handedIn) throws IOException {
        for (Chapter chapter : workbook.chapters()) {
            Part own = workbook.own(chapter);
            delete(own.sources());
            SortedMap<String, String> files = new TreeMap<>(skeletons.get(chapter));
            files.putAll(handedIn.files().getOrDefault(chapter, new TreeMap<>()));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = own.sources().resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        forgetClasses();
    }

    /** Of parts: those of tests may serve the next one, too. */
    private void forgetClasses() throws IOException {
        Path classes = workbook.notes().resolve("classes");
        if (Files.isDirectory(classes)) {
            List<Path> outdated;
            try (Stream<Path> folders = Files.list(classes)) {
                outdated = folders.filter(each -> each.getFileName().toString().startsWith("part-")).toList();
            }
            for (Path each : outdated) {
                delete(each);
            }
        }
    }

    private static void copy(Path from, List<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
