package workbook.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/** The submissions in a folder: each is a folder or an archive. */
public final class Submissions {

    private static final Pattern ARCHIVE = Pattern.compile("(?i).+?(\\.zip|\\.tar|\\.tgz|\\.tar\\.gz)");
    private static final Pattern ENDING = Pattern.compile("(?i)(\\.zip|\\.tar|\\.tgz|\\.tar\\.gz)$");
    private static final int LONGEST_ID = 80;

    private Submissions() {
    }

    /**
     * A submission.
     *
     * @param id good for a file name, and no other's, whatever the machine thinks of capital letters
     * @param name as it was handed in
     * @param path a folder or an archive
     */
    public record Submission(String id, String name, Path path) {
    }

    /**
     * In the order of their names. What is neither a folder nor an archive is none.
     *
     * @throws WorkbookException if there are none, or if that folder looks like a submission itself
     */
    public static List<Submission> in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new WorkbookException(Blame.USAGE, "There is no folder " + folder
                    + ". Name the folder with the submissions: each a folder or an archive in it.");
        }
        if (Files.isDirectory(folder.resolve("chapters"))) {
            throw new WorkbookException(Blame.USAGE, folder + " looks like a single submission: there is a folder"
                    + " 'chapters' in it. Name the folder that it is in.");
        }
        List<Submission> submissions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Path child : children(folder)) {
            if (isOne(child)) {
                String name = child.getFileName().toString();
                submissions.add(new Submission(id(name, ids), name, unwrapped(child)));
            }
        }
        if (submissions.isEmpty()) {
            throw new WorkbookException(Blame.USAGE, "There is no submission in " + folder
                    + ": no folder, and no archive (.zip, .tar, .tgz, .tar.gz).");
        }
        return submissions;
    }

    /** The names of what is in that folder, and is none: a lone file, an archive of another kind. */
    public static List<String> passedBy(Path folder) throws IOException {
        return children(folder).stream().filter(child -> !isOne(child))
                .map(child -> child.getFileName().toString()).filter(name -> !name.startsWith(".")).toList();
    }

    private static boolean isOne(Path child) {
        String name = child.getFileName().toString();
        return !name.startsWith(".") && (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                || Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS) && ARCHIVE.matcher(name).matches());
    }

    /** A folder with nothing in it but an archive, as some course systems make them, is that archive. */
    private static Path unwrapped(Path submission) throws IOException {
        if (Files.isDirectory(submission)) {
            List<Path> children = children(submission);
            if (children.size() == 1 && Files.isRegularFile(children.get(0), LinkOption.NOFOLLOW_LINKS)
                    && ARCHIVE.matcher(children.get(0).getFileName().toString()).matches()) {
                return children.get(0);
            }
        }
        return submission;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted(Comparator.comparing(child -> child.getFileName().toString())).toList();
        }
    }

    private static String id(String name, Set<String> taken) {
        String plain = Normalizer.normalize(ENDING.matcher(name).replaceFirst(""), Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[.]+", "_");
        String base = plain.substring(0, Math.min(plain.length(), LONGEST_ID));
        String id = base;
        for (int number = 2; !taken.add(id.toLowerCase(Locale.ROOT)); number++) {
            id = base + "-" + number;
        }
        return id;
    }
}
