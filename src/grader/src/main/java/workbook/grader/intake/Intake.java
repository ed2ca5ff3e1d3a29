package workbook.grader.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/**
 * Takes submissions in: of all that is in one, the Java files of the chapters' own packages, and nothing else. Where
 * they lie doesn't matter, what they say they are does: so a whole clone is as good as a single folder of a chapter,
 * however deeply wrapped.
 */
public final class Intake {

    /** Not those that are devices on Windows. */
    private static final Pattern FILE = Pattern.compile("(?!(?i:con|prn|aux|nul|com\\d|lpt\\d)\\.)"
            + "[A-Za-z_$][A-Za-z0-9_$]*\\.java|package-info\\.java");
    /** The workbook's own, in a whole clone; and what {@code reset} put aside. */
    private static final Pattern NOT_THE_STUDENTS = Pattern.compile(
            "(.*/)?(src/test|solutions|kept-[0-9-]+|src/(world|testkit|report|runner|grader|workbook|lab))/.*");

    private final Limits limits;
    private final Map<String, Chapter> packages = new HashMap<>();
    private final Map<Chapter, Set<String>> testFiles = new HashMap<>();

    /** @param workbook the instructor's */
    public Intake(Workbook workbook, Limits limits) {
        this.limits = limits;
        Originals originals = Originals.of(workbook);
        for (Chapter chapter : workbook.chapters()) {
            Path sources = workbook.own(chapter).sources();
            originals.handedOut(sources).forEach(file -> packages.put(
                    slashes(sources.relativize(file.getParent())).replace('/', '.'), chapter));
            Set<String> names = new HashSet<>();
            Sources.in(workbook.tests(chapter)).forEach(test -> names.add(same(test.getFileName().toString())));
            testFiles.put(chapter, names);
        }
    }

    /**
     * What is to be graded.
     *
     * @throws Refused if there is nothing in it, too much, or something that no honest submission has
     */
    public HandedIn take(Path submission) throws IOException, Refused {
        SortedMap<Chapter, SortedMap<String, String>> files = new TreeMap<>(Comparator.comparingInt(Chapter::number));
        Map<String, String> places = new HashMap<>();
        List<String> notes = new ArrayList<>();
        List<String> notTheStudents = new ArrayList<>();
        long[] bytes = {0};
        new Entries(submission, limits).forEach((name, content) -> {
            String fileName = name.substring(name.lastIndexOf('/') + 1);
            if (!fileName.toLowerCase(Locale.ROOT).endsWith(".java")) {
                return;
            }
            if (NOT_THE_STUDENTS.matcher(name).matches()) {
                notTheStudents.add(name);
                return;
            }
            byte[] read = read(name, content);
            bytes[0] += read.length;
            if (bytes[0] > limits.allBytes()) {
                throw new Refused("Its Java files have more than " + limits.allBytes() + " bytes in all.");
            }
            String text = JavaText.decode(read);
            Optional<String> packageName = JavaText.packageOf(text).filter(packages::containsKey);
            if (packageName.isEmpty()) {
                notes.add(name + " was left out: it isn't in a package of a chapter.");
                return;
            }
            Chapter chapter = packages.get(packageName.get());
            if (!FILE.matcher(fileName).matches()) {
                throw new Refused("This is no name of a Java file: " + name + ".");
            }
            if (testFiles.get(chapter).contains(same(fileName))) {
                notes.add(name + " was left out: a test of chapter " + chapter.code() + " has that name.");
                return;
            }
            put(files.computeIfAbsent(chapter, any -> new TreeMap<>()),
                    packageName.get().replace('.', '/') + "/" + fileName, text, name, places);
        });
        if (files.isEmpty()) {
            throw new Refused("There is no Java file of any chapter in it" + (notTheStudents.isEmpty() ? ""
                    : ", but for what lies where nothing of a student's does: " + notTheStudents.get(0)) + ".");
        }
        return new HandedIn(files, notes);
    }

    private byte[] read(String name, Entries.Content content) throws IOException, Refused {
        try (InputStream in = content.open()) {
            byte[] read = in.readNBytes(limits.fileBytes() + 1);
            if (read.length > limits.fileBytes()) {
                throw new Refused(name + " has more than " + limits.fileBytes() + " bytes.");
            }
            return read;
        }
    }

    private static void put(SortedMap<String, String> files, String path, String text, String name,
            Map<String, String> places) throws Refused {
        String other = places.putIfAbsent(same(path), name);
        if (other != null && !text.equals(files.get(path))) {
            throw new Refused(path + " is there twice, and not the same: " + other + " and " + name + ".");
        }
        files.put(path, text);
    }

    /** As a file system sees it that doesn't tell capital letters from small ones. */
    private static String same(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
