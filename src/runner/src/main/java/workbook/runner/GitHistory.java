package workbook.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What git remembers of a file, where there is git, and the file is in it. */
final class GitHistory {

    private static final int PATIENCE_IN_SECONDS = 10;

    private GitHistory() {
    }

    /** The file's newest state that is the wanted one. */
    static Optional<byte[]> find(Path file, Predicate<byte[]> wanted) {
        Path folder = file.getParent();
        while (folder != null && !Files.isDirectory(folder)) { // the student may have deleted more than the file
            folder = folder.getParent();
        }
        if (folder == null) {
            return Optional.empty();
        }
        String name = "./" + folder.relativize(file).toString().replace('\\', '/');
        Path place = folder;
        Stream<String> commits = git(place, "log", "--format=%H", "--", name).stream()
                .flatMap(printed -> new String(printed, StandardCharsets.UTF_8).lines());
        return commits.flatMap(commit -> git(place, "show", commit + ":" + name).stream())
                .filter(wanted).findFirst();
    }

    /** What git prints; nothing if it fails, or isn't there. */
    private static Optional<byte[]> git(Path folder, String... arguments) {
        try {
            Process git = new ProcessBuilder(Stream.concat(Stream.of("git", "--no-pager"), Stream.of(arguments))
                    .toList()).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            git.getOutputStream().close();
            byte[] printed = git.getInputStream().readAllBytes();
            boolean ended = git.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
