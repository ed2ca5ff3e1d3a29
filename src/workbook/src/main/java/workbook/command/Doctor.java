package workbook.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import workbook.report.Terminal;
import workbook.runner.Chapter;
import workbook.runner.Originals;
import workbook.runner.Sources;
import workbook.runner.Workbook;
import workbook.runner.WorkbookException;

/** Looks at the machine and at this copy of the workbook. Each look is by itself: one that fails stops no other. */
final class Doctor {

    private static final long ROOM_NEEDED = 500L * 1024 * 1024;
    private static final int COLUMNS_NEEDED = 80;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);
    private static final Pattern LOCAL_REPOSITORY =
            Pattern.compile("<localRepository>\\s*([^<]+?)\\s*</localRepository>");
    private static final boolean WINDOWS = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path root;
    private final Terminal terminal;

    Doctor(Path root, Terminal terminal) {
        this.root = root;
        this.terminal = terminal;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(List.of(jdk()));
        otherJava().ifPresent(findings::add);
        findings.add(mavenWrapper());
        findings.add(mavenRepository());
        findings.add(terminal());
        findings.add(writeAccess());
        findings.add(disk());
        findings.add(times());
        findings.addAll(chapters());
        findings.add(git());
        return findings;
    }

    private static Finding jdk() {
        Path home = Path.of(System.getProperty("java.home"));
        String found = System.getProperty("java.version") + ", " + home;
        boolean compiler = Files.exists(home.resolve("bin").resolve(WINDOWS ? "javac.exe" : "javac"));
        return compiler ? Finding.well("JDK", found) : Finding.wrong("JDK", found + " has no javac: it is a JRE.",
                "install a JDK 17 or newer (https://adoptium.net), and point JAVA_HOME at it");
    }

    /** Another one than this: whoever calls java themselves gets that. */
    private static Optional<Finding> otherJava() {
        String javaHome = System.getenv("JAVA_HOME");
        if (javaHome == null || javaHome.isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> onPath = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("")
                .split(System.getProperty("path.separator")))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(WINDOWS ? "java.exe" : "java"))
                .filter(Files::isExecutable).findFirst();
        try {
            if (onPath.isEmpty() || onPath.get().toRealPath().startsWith(Path.of(javaHome).toRealPath())) {
                return Optional.empty();
            }
            return Optional.of(Finding.remarkable("JAVA_HOME", "It is " + javaHome + ", but the java on the PATH is "
                    + onPath.get().toRealPath() + ". The workbook and Maven take JAVA_HOME's.", ""));
        } catch (IOException e) {
            return Optional.of(Finding.wrong("JAVA_HOME", "It is " + javaHome + ", which isn't there.",
                    WINDOWS ? "set JAVA_HOME=" : "unset JAVA_HOME"));
        }
    }

    private Finding mavenWrapper() {
        Path script = root.resolve(WINDOWS ? "mvnw.cmd" : "mvnw");
        Path properties = root.resolve(".mvn").resolve("wrapper").resolve("maven-wrapper.properties");
        for (Path file : List.of(script, properties)) {
            if (!Files.isRegularFile(file)) {
                return Finding.wrong("Maven", root.relativize(file) + " is gone.",
                        "git checkout -- " + root.relativize(file).toString().replace('\\', '/'));
            }
        }
        if (!Files.isExecutable(script)) {
            return Finding.wrong("Maven", "mvnw may not be run.", "chmod +x " + script);
        }
        String options = System.getenv("MAVEN_OPTS");
        return options == null || options.isBlank() ? Finding.well("Maven", "./mvnw")
                : Finding.remarkable("Maven", "./mvnw, with MAVEN_OPTS set to " + options, "");
    }

    private Finding mavenRepository() {
        Path repository = localRepository();
        if (!Files.exists(repository)) {
            Path above = repository;
            while (above != null && !Files.exists(above)) {
                above = above.getParent();
            }
            return above == null || !Files.isWritable(above)
                    ? Finding.wrong("repository", repository + " isn't there, and can't be made: no permission for "
                    + above + ".", "./mvnw -Dmaven.repo.local=FOLDER verify, with a folder you may write to")
                    : Finding.remarkable("repository", repository + " isn't there yet. The first build makes it, and"
                    + " needs the network.", "");
        }
        if (!Files.isDirectory(repository) || !Files.isWritable(repository)) {
            return Finding.wrong("repository", "No permission to write to " + repository + ".",
                    WINDOWS ? "allow yourself to write to that folder" : "sudo chown -R \"$USER\" " + repository);
        }
        return Finding.well("repository", repository.toString());
    }

    /** Where Maven keeps what it downloads: as said for this project, in the user's settings, or nowhere. */
    private Path localRepository() {
        Path home = Path.of(System.getProperty("user.home"), ".m2");
        Optional<String> said = text(root.resolve(".mvn").resolve("maven.config")).lines()
                .map(String::strip).filter(line -> line.startsWith("-Dmaven.repo.local="))
                .map(line -> line.substring(line.indexOf('=') + 1)).findFirst();
        if (said.isEmpty()) {
            Matcher settings = LOCAL_REPOSITORY.matcher(text(home.resolve("settings.xml")).replaceAll("(?s)<!--.*?-->",
                    ""));
            said = settings.find() ? Optional.of(settings.group(1)) : Optional.empty();
        }
        return said.map(path -> Path.of(path.replace("${user.home}", System.getProperty("user.home"))))
                .orElse(home.resolve("repository"));
    }

    private Finding terminal() {
        Optional<Integer> columns = columns();
        String words = (terminal.hasUnicode() ? "UTF-8" : "plain ASCII") + (terminal.hasColour() ? ", colour"
                : System.getenv("NO_COLOR") != null && !System.getenv("NO_COLOR").isEmpty() ? ", no colour (NO_COLOR)"
                : Terminal.isTerminal() ? ", no colour" : ", not a terminal")
                + columns.map(number -> ", " + number + " columns").orElse("");
        if (columns.filter(number -> number < COLUMNS_NEEDED).isPresent()) {
            return Finding.remarkable("terminal", words + "; all is made for " + COLUMNS_NEEDED,
                    "make the window wider");
        }
        return terminal.hasUnicode() || WINDOWS ? Finding.well("terminal", words)
                : Finding.remarkable("terminal", words, "export LC_ALL=C.UTF-8, if it can show UTF-8");
    }

    private static Optional<Integer> columns() {
        if (WINDOWS || !Terminal.isTerminal()) {
            return Optional.empty();
        }
        String size = printed(List.of("stty", "size"));
        return size.matches("\\d+ [1-9]\\d*") ? Optional.of(Integer.valueOf(size.split(" ")[1])) : Optional.empty();
    }

    private Finding writeAccess() {
        Path notes = root.resolve(".workbook");
        for (Path folder : List.of(root, root.resolve("chapters"), Files.exists(notes) ? notes : root)) {
            try {
                Files.delete(Files.createTempFile(folder, "doctor-", ".tmp"));
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage()).contains("Read-only file system")
                        ? "is on a read-only file system." : "can't be written to: no permission, or a full disk.";
                return Finding.wrong("write access", folder + " " + reason,
                        reason.startsWith("is on") ? "copy the workbook to a place where you may write"
                        : WINDOWS ? "allow yourself to write to that folder" : "chmod -R u+w " + root
                                + "   (or, if it isn't yours: sudo chown -R \"$USER\" " + root + ")");
            }
        }
        return Finding.well("write access", root.toString());
    }

    private Finding disk() {
        try {
            FileStore store = Files.getFileStore(root);
            long room = store.getUsableSpace();
            String words = String.format(Locale.ROOT, "%,d MB free", room / 1024 / 1024);
            return room >= ROOM_NEEDED ? Finding.well("disk", words) : Finding.wrong("disk", words
                    + "; the workbook wants " + ROOM_NEEDED / 1024 / 1024 + " MB.",
                    "make some room: empty the trash, or delete what other projects built");
        } catch (IOException e) {
            return Finding.remarkable("disk", "Nobody knows how much is free: " + e.getMessage(), "");
        }
    }

    /** What is from the future looks changed for ever. */
    private Finding times() {
        FileTime future = FileTime.from(Instant.now().plus(CLOCKS_DIFFER));
        List<Path> files = new ArrayList<>();
        try {
            for (String folder : List.of("src", "chapters")) {
                try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                    all.filter(file -> Files.isRegularFile(file) && isAfter(file, future)).forEach(files::add);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return Finding.remarkable("file times", "Can't look at all files: " + e.getMessage(), "");
        }
        if (files.isEmpty()) {
            return Finding.well("file times", "none is in the future");
        }
        return Finding.wrong("file times", root.relativize(files.get(0)) + (files.size() == 1 ? " is"
                : " and " + (files.size() - 1) + " more are") + " from the future, by this machine's clock. So the"
                + " workbook may build itself again each time.",
                WINDOWS ? "set the clock right, or save the file again"
                : "find " + root + "/src " + root + "/chapters -newermt now -exec touch {} +");
    }

    private static boolean isAfter(Path file, FileTime time) {
        try {
            return Files.getLastModifiedTime(file).compareTo(time) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private List<Finding> chapters() {
        List<Finding> findings = new ArrayList<>();
        Workbook workbook;
        try {
            workbook = Workbook.at(root);
        } catch (WorkbookException | UncheckedIOException e) {
            return List.of(Finding.wrong("chapters", e.getMessage(), "fetch the workbook again"));
        }
        Originals originals = Originals.of(workbook);
        for (Chapter chapter : workbook.chapters()) {
            try {
                lookAt(chapter, workbook, originals, findings);
            } catch (UncheckedIOException e) {
                findings.add(Finding.wrong("chapter " + chapter.code(), "Can't be read: " + e.getCause().getMessage(),
                        WINDOWS ? "allow yourself to read that file" : "chmod -R u+rw " + workbook.folder(chapter)));
            }
        }
        if (findings.isEmpty()) {
            boolean known = workbook.chapters().stream().allMatch(each -> originals.know(workbook.tests(each)));
            findings.add(known ? Finding.well("chapters", "complete, their tests as handed out")
                    : Finding.remarkable("chapters", workbook.relative(Originals.file(workbook))
                    + " is gone or damaged: nobody knows how they were handed out.", ""));
        }
        return findings;
    }

    private static void lookAt(Chapter chapter, Workbook workbook, Originals originals, List<Finding> findings) {
        String name = "chapter " + chapter.code();
        for (Originals.Difference skeleton : originals.differences(workbook.own(chapter).sources())) {
            if (skeleton.kind() == Originals.Kind.GONE && !workbook.isBorrowed(chapter)) {
                findings.add(Finding.wrong(name, workbook.relative(skeleton.file()) + " is gone.",
                        "./workbook reset " + chapter.code() + " --missing"));
            }
        }
        List<Originals.Difference> tests = originals.differences(workbook.tests(chapter)).stream()
                .filter(test -> test.kind() != Originals.Kind.ADDED).toList();
        if (!tests.isEmpty()) {
            findings.add(Finding.remarkable(name, EditedTests.words(tests.get(0), workbook)
                    + (tests.size() == 1 ? "" : " And so with " + (tests.size() - 1) + " more."),
                    "./workbook reset " + chapter.code() + " --tests"));
        }
        if (workbook.isBorrowed(chapter) && workbook.reference(chapter).isEmpty()) {
            findings.add(Finding.wrong(name, "It is borrowed, but there is no solution for it here.",
                    "./workbook unskip " + chapter.code()));
        }
    }

    private Finding git() {
        String version = printed(List.of("git", "--version")).replaceFirst("^git version ", "");
        return version.isEmpty() ? Finding.remarkable("git", "It isn't here. The workbook does without; but"
                + " nothing else remembers what you had yesterday.", "https://git-scm.com")
                : Finding.well("git", version);
    }

    /** What a program prints; nothing if it fails, or isn't there. */
    private static String printed(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) ? Sources.read(file) : "";
        } catch (UncheckedIOException e) {
            return "";
        }
    }
}
