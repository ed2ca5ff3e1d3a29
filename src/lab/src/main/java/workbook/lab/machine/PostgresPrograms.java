package workbook.lab.machine;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs for this machine, packed, as they came from Maven Central. */
public final class PostgresPrograms {

    private static final int OWNER_MAY_EXECUTE = 0100;

    private PostgresPrograms() {
    }

    /** Nothing if there are none for this machine. */
    static Optional<InputStream> open() throws IOException {
        try {
            return Optional.ofNullable(DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** This machine, in a word or two. */
    static String machine() {
        return system() + ", " + architecture();
    }

    /** Below that folder: {@code bin}, {@code lib} and {@code share}. */
    public static void unpack(Path folder) throws IOException {
        try (TarArchiveInputStream files = new TarArchiveInputStream(new XZCompressorInputStream(open().orElseThrow()))) {
            for (TarArchiveEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (!entry.isDirectory()) {
                    Files.copy(files, file);
                    file.toFile().setExecutable((entry.getMode() & OWNER_MAY_EXECUTE) != 0, false);
                }
            }
        }
    }

    private static String system() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system.startsWith("windows") ? "Windows" : system.startsWith("mac") ? "Darwin" : "Linux";
    }

    private static String architecture() {
        String architecture = System.getProperty("os.arch");
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }
}
