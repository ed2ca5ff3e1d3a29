package workbook.grader.autograder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import workbook.grader.archive.Archive;
import workbook.grader.handout.InstructorsFiles;
import workbook.grader.policy.Policy;
import workbook.runner.Chapter;
import workbook.runner.WholeFile;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/**
 * Writes a zip to upload to Gradescope as an autograder, as
 * <a href="https://gradescope-autograders.readthedocs.io/en/latest/specs/">its specification</a> wants it: a script
 * that prepares the machine, a script that grades a submission, and the workbook. The same workbook gives the same zip.
 */
public final class Autograder {

    private static final String NAME = "autograder.zip";

    private final Workbook workbook;

    /**
     * What was written.
     *
     * @param files how many are in it
     */
    public record Result(Path zip, int files) {
    }

    public Autograder(Workbook workbook) {
        this.workbook = workbook;
    }

    /**
     * Writes it.
     *
     * @param out a zip that isn't there yet, or a folder for one
     * @param chapters those to be graded; none: as the policy says
     * @param policy a file that is read by {@link Policy#read}
     * @throws WorkbookException if that zip is there, there is no reference, or something is wrong with the policy
     */
    public Result write(Path out, List<Chapter> chapters, Optional<Path> policy) throws IOException {
        boolean isZip = out.getFileName() != null
                && out.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        Path zip = isZip && !Files.isDirectory(out) ? out : out.resolve(NAME);
        if (Files.exists(zip) || !isZip && Files.exists(out) && !Files.isDirectory(out)) {
            throw new WorkbookException(Blame.USAGE, (Files.exists(zip) ? zip : out)
                    + " is there already, and nothing is overwritten. Name another one.");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        InstructorsFiles.in(workbook).forEach((name, content) -> files.put("workbook/" + name, content));
        files.put("setup.sh", script("setup.sh"));
        files.put("run_autograder", script("run_autograder.sh"));
        if (policy.isPresent()) {
            Policy.read(policy.get());
            files.put("policy.properties", Files.readAllBytes(policy.get()));
        }
        if (!chapters.isEmpty()) {
            String codes = String.join(",", chapters.stream().map(Chapter::code).toList());
            files.put("chapters.txt", (codes + "\n").getBytes(StandardCharsets.UTF_8));
        }
        WholeFile.write(zip.toAbsolutePath(), Archive.zip(files, Set.of("setup.sh", "run_autograder",
                "workbook/workbook", "workbook/mvnw")));
        return new Result(zip, files.size());
    }

    /** With the line ends that bash wants, wherever this was built. */
    private static byte[] script(String name) {
        try (InputStream in = Autograder.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
