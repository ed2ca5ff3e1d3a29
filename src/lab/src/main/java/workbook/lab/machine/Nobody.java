package workbook.lab.machine;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The user without rights, whom every Linux has: for a program that refuses to run as root, where there can't be a user
 * namespace in which it wouldn't be root. In most containers it is so.
 */
public final class Nobody {

    private static final int ID = 65_534;

    private Nobody() {
    }

    /** Whether this is such a machine. */
    public static boolean isNeeded() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0) && !LinuxUtils.isUnshareAvailable();
    }

    /** A command, run by nobody. */
    public static List<String> command(List<String> command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups"));
        all.addAll(command);
        return all;
    }

    /** Makes a file or folder nobody's own. */
    public static void give(Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", ID);
        Files.setAttribute(file, "unix:gid", ID);
    }

    /** Whether nobody gets into that folder; not if there is no such user, or no way to become it. */
    static boolean canEnter(Path folder) throws InterruptedException {
        try {
            Process test = new ProcessBuilder(command(List.of("sh", "-c", "id -un && cd \"$0\"", folder.toString())))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return test.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
