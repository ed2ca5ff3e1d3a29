package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import workbook.grader.archive.Archive;
import workbook.grader.handout.StudentsFiles;
import workbook.runner.Workbook;

/** Packs what somebody hands in. */
final class Packer {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path folder;
    /** A clone's, without what students edit. */
    private final SortedMap<String, byte[]> workbook = new TreeMap<>();

    /** @param folder to write submissions to */
    Packer(Workbook workbook, Path folder) throws IOException {
        this.folder = folder;
        for (Map.Entry<String, Path> file : StudentsFiles.in(workbook.root()).entrySet()) {
            if (!file.getKey().matches("chapters/[^/]+/src/main/.*")) {
                this.workbook.put(file.getKey(), Files.readAllBytes(file.getValue()));
            }
        }
    }

    /**
     * Packs and writes it.
     *
     * @param student whose it is
     * @param number another one for each
     * @return the name of the file or folder
     */
    String pack(Content content, Packaging packaging, Names.Name student, int number) throws IOException {
        SortedMap<String, String> files = content.files();
        String name = student.plain().toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + number;
        return switch (packaging) {
            case FOLDER -> folder(name, bytes(files));
            case ZIP -> file(name + ".zip", Archive.zip(withMacsTraces(bytes(files)), Set.of()));
            case TAR_GZ -> file(name + ".tar.gz", Archive.tarGz(renamed(bytes(files), file -> name + "/" + file)));
            case CLONE -> file(name + ".zip", Archive.zip(renamed(clone(bytes(files)),
                    file -> "Desktop/course/backpressure-main/" + file), Set.of()));
            case JAVA_FILES -> folder(name, renamed(bytes(files), Packer::chapterAndName));
            case CRLF -> folder(name, bytes(fromWindows(files)));
            case MOODLE -> folder(student.plain() + "_" + (400_000 + number) + "_assignsubmission_file_",
                    new TreeMap<>(Map.of("my answers.zip", Archive.zip(bytes(files), Set.of()))));
            case DAMAGED_ZIP -> file(name + ".zip", firstHalf(Archive.zip(bytes(files), Set.of())));
            case TAR_WITH_LINK -> file(name + ".tar.gz", Archive.tarGz(bytes(files),
                    Map.of("chapters/solution", "../../../solutions")));
        };
    }

    private String folder(String name, SortedMap<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return name;
    }

    private String file(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
        return name;
    }

    private SortedMap<String, byte[]> clone(SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> all = new TreeMap<>(workbook);
        all.putAll(files);
        return all;
    }

    /** A Mac leaves something beside each file in a zip. */
    private static SortedMap<String, byte[]> withMacsTraces(SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> all = new TreeMap<>(files);
        files.keySet().stream().filter(name -> !name.startsWith("..")).forEach(name -> {
            String beside = name.replaceFirst("[^/]+$", "._$0");
            all.put("__MACOSX/" + beside, new byte[] {0, 5, 22, 7});
        });
        return all;
    }

    /** Of {@code "chapters/01-buffers/src/main/java/backpressure/buffers/Buffer.java"}, the first and the last. */
    private static String chapterAndName(String name) {
        return name.replaceFirst("^chapters/([^/]+)/.*/", "$1/");
    }

    private static SortedMap<String, String> fromWindows(SortedMap<String, String> files) {
        SortedMap<String, String> all = new TreeMap<>();
        files.forEach((name, text) -> all.put(name, BYTE_ORDER_MARK + text.replaceAll("\\R", "\r\n")));
        return all;
    }

    private static SortedMap<String, byte[]> renamed(SortedMap<String, byte[]> files, UnaryOperator<String> name) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        files.forEach((each, content) -> all.put(name.apply(each), content));
        return all;
    }

    private static SortedMap<String, byte[]> bytes(SortedMap<String, String> files) {
        SortedMap<String, byte[]> all = new TreeMap<>();
        files.forEach((name, text) -> all.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return all;
    }

    private static byte[] firstHalf(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }
}
