package workbook.grader.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How bubblewrap is told what a process gets to see: namespaces of its own, an empty file system that can't be written
 * to, and in it the JDK and what is named.
 */
final class Sandbox {

    /** What programs find their own parts in. */
    private static final List<String> SYSTEM = List.of("/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin");
    private static final int SETTINGS_DEPTH = 3;

    private final List<String> options = new ArrayList<>();
    private final List<String> binds = new ArrayList<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    /** @param becomesAnother whether the process is to become another user, which takes rights */
    Sandbox(Path bubblewrap, boolean becomesAnother) throws IOException {
        options.addAll(List.of(bubblewrap.toString(), "--die-with-parent", "--as-pid-1", "--new-session",
                "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
                "--cap-drop", "ALL"));
        options.addAll(becomesAnother
                ? List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP")
                : List.of("--unshare-user-try"));
        for (String folder : SYSTEM) {
            Path path = Path.of(folder);
            if (Files.isSymbolicLink(path)) {
                options.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), folder));
            } else if (Files.isDirectory(path)) {
                read(path);
            }
        }
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        read(java);
        for (Path settings : settingsElsewhere(java)) {
            read(settings);
        }
    }

    void read(Path path) {
        bind("--ro-bind", path);
    }

    void write(Path path) {
        bind("--bind", path);
    }

    /** What to put in front of a command line. */
    List<String> command() {
        List<String> command = new ArrayList<>(options);
        for (Path folder : folders) {
            command.addAll(List.of("--perms", "0755", "--dir", folder.toString()));
        }
        command.addAll(binds);
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--remount-ro", "/", "--chdir", "/"));
        return command;
    }

    private void bind(String how, Path path) {
        List<Path> above = new ArrayList<>();
        for (Path each = path.getParent(); each != null && each.getParent() != null; each = each.getParent()) {
            above.add(0, each);
        }
        above.stream().filter(each -> SYSTEM.stream().noneMatch(each::startsWith)).forEach(folders::add);
        binds.addAll(List.of(how, path.toString(), path.toString()));
    }

    /** Some systems keep the JDK's settings apart from it, and link to them. */
    private static Set<Path> settingsElsewhere(Path java) throws IOException {
        Set<Path> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(java.resolve("conf"), SETTINGS_DEPTH)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file) && !file.toRealPath().startsWith(java)) {
                    found.add(file.toRealPath().getParent());
                }
            }
        }
        return found;
    }
}
