package workbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a workbook, without what is built, and without the tools' own folders. */
final class Tree {

    private static final Set<String> NOT_OURS =
            Set.of("target", ".git", ".workbook", ".idea", ".vscode", ".settings");

    private final Path root;
    private final List<String> files;

    Tree(Path root) {
        this.root = root;
        files = filesBelow(root);
    }

    /** The workbook that these tests are part of. */
    static Tree ofThisWorkbook() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !(Files.exists(folder.resolve("mvnw")) && Files.exists(folder.resolve("chapters")))) {
            folder = folder.getParent();
        }
        return new Tree(Optional.ofNullable(folder)
                .orElseThrow(() -> new IllegalStateException("run this from within the workbook")));
    }

    /** From the root, with slashes, sorted. */
    List<String> files(String suffix) {
        return files.stream().filter(file -> file.endsWith(suffix)).toList();
    }

    Path resolve(String file) {
        return root.resolve(file);
    }

    String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether there is such a file or folder, in small and capital letters as they are, whatever the machine.
     *
     * @param path from the root; {@code *} stands for any one name, or a part of it
     */
    boolean has(String path) {
        return path.isEmpty() || any(pattern(path.replaceFirst("/$", "")) + "(/.*)?");
    }

    /** Whether there is a file of that name in any folder. */
    boolean hasAnywhere(String name) {
        return any("(.*/)?" + pattern(name));
    }

    /** A handout for a class comes without what is for the instructor. */
    boolean isHandout() {
        return !has("solutions");
    }

    /** Whether a path is the instructor's alone, and missing in a handout. */
    static boolean isForInstructors(String path) {
        return path.equals("GRADING.md") || (path + "/").startsWith("solutions/");
    }

    private boolean any(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return files.stream().anyMatch(file -> pattern.matcher(file).matches());
    }

    private static String pattern(String path) {
        return "\\Q" + path.replace("*", "\\E[^/]*\\Q") + "\\E";
    }

    private static List<String> filesBelow(Path root) {
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return !folder.equals(root) && NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(root.relativize(file).toString().replace('\\', '/'));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }
}
