package workbook.grader.handout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import workbook.runner.WorkbookException;
import workbook.runner.WorkbookException.Blame;

/** A new one, in a folder. Nothing that this machine's git was told to do otherwise goes into it. */
final class GitRepository {

    private static final String NOBODY = "The Backpressure Workbook";

    private final Path folder;

    GitRepository(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the first commit, of all files in the folder.
     *
     * @throws WorkbookException if git isn't there, or fails
     */
    void commitAll(String message, Instant when) throws InterruptedException {
        git(when, "init", "--quiet", "--template=", "--initial-branch=main");
        git(when, "add", "--all", "--force");
        git(when, "commit", "--quiet", "--no-verify", "--message", message);
    }

    private void git(Instant when, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.autocrlf=false", "-c", "core.safecrlf=false",
                "-c", "commit.gpgSign=false", "-c", "core.hooksPath=none"));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(name -> name.startsWith("GIT_")); // in a hook of another repository, say
            for (String role : List.of("AUTHOR", "COMMITTER")) {
                environment.put("GIT_" + role + "_NAME", NOBODY);
                environment.put("GIT_" + role + "_EMAIL", "nobody@localhost");
                environment.put("GIT_" + role + "_DATE", when.toString());
            }
            Process git = builder.start();
            git.getOutputStream().close();
            String printed = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                throw new WorkbookException(Blame.WORKBOOK, "git " + arguments[0] + " failed: " + printed.strip());
            }
        } catch (IOException e) {
            throw new WorkbookException(Blame.WORKBOOK, "A handout is a git repository, and there is no git here."
                    + " Install it, and try again.", e);
        }
    }
}
