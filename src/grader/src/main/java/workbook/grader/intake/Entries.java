package workbook.grader.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.CloseShieldInputStream;

/**
 * What is in a submission, whatever it comes in: a folder, a zip, a tar, a compressed tar. Nothing is ever unpacked to
 * disk, and no link is followed.
 */
final class Entries {

    /** They are full of what nobody handed in on purpose. */
    private static final Set<String> PASSED_BY = Set.of(".git", ".workbook", "target", "__MACOSX", ".idea", ".vscode",
            "node_modules");

    private final Path submission;
    private final Limits limits;
    private int seen;

    /** Is told each file. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param name its path, with slashes
         * @param content what is in it; to be read now, or not at all
         */
        void visit(String name, Content content) throws IOException, Refused;
    }

    /** Opens a file's bytes. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    Entries(Path submission, Limits limits) {
        this.submission = submission;
        this.limits = limits;
    }

    /** @throws Refused if there is a link in it, too much, or something that isn't what it looks like */
    void forEach(Visitor visitor) throws IOException, Refused {
        if (Files.isDirectory(submission)) {
            inFolder(submission, "", visitor);
            return;
        }
        if (Files.size(submission) > limits.archiveBytes()) {
            throw new Refused("The archive has more than " + limits.archiveBytes() + " bytes. Only the Java files are"
                    + " needed.");
        }
        try {
            if (name(submission).endsWith(".zip")) {
                inZip(visitor);
            } else {
                inTar(visitor);
            }
        } catch (Counted.TooMuch e) {
            throw new Refused("Unpacked, the archive has more than " + limits.unpackedBytes() + " bytes.");
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("The archive is damaged, or isn't what its name says: " + e.getMessage() + ".");
        }
    }

    private void inFolder(Path folder, String prefix, Visitor visitor) throws IOException, Refused {
        List<Path> children;
        try (Stream<Path> entries = Files.list(folder)) {
            children = entries.sorted().toList();
        }
        for (Path child : children) {
            String name = prefix + child.getFileName();
            BasicFileAttributes attributes = Files.readAttributes(child, BasicFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            if (isPassedBy(name)) {
                continue;
            }
            check(name, attributes.isSymbolicLink());
            if (attributes.isDirectory()) {
                inFolder(child, name + "/", visitor);
            } else if (attributes.isRegularFile()) {
                visitor.visit(name, () -> Files.newInputStream(child, LinkOption.NOFOLLOW_LINKS));
            }
        }
    }

    private void inZip(Visitor visitor) throws IOException, Refused {
        try (java.util.zip.ZipFile quick = new java.util.zip.ZipFile(submission.toFile())) {
            if (quick.size() > limits.entries()) { // before there is an object for each of them
                throw tooManyEntries();
            }
        }
        try (ZipFile zip = ZipFile.builder().setPath(submission).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = entry.getName().replace('\\', '/');
                if (isPassedBy(name)) {
                    continue;
                }
                check(name, entry.isUnixSymlink());
                if (!entry.isDirectory()) {
                    visitor.visit(name, () -> zip.getInputStream(entry));
                }
            }
        }
    }

    private void inTar(Visitor visitor) throws IOException, Refused {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(submission));
                Counted unpacked = new Counted(name(submission).endsWith(".tar") ? file : new GZIPInputStream(file),
                        limits.unpackedBytes());
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replace('\\', '/');
                if (isPassedBy(name)) {
                    continue;
                }
                check(name, entry.isSymbolicLink() || entry.isLink());
                if (entry.isFile()) {
                    visitor.visit(name, () -> CloseShieldInputStream.wrap(tar));
                }
            }
        }
    }

    private void check(String name, boolean isLink) throws Refused {
        if (++seen > limits.entries()) {
            throw tooManyEntries();
        }
        if (name.length() > limits.pathLength()) {
            throw new Refused("A path in it is longer than " + limits.pathLength() + " characters: "
                    + name.substring(0, 80) + "…");
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*") || List.of(name.split("/")).contains("..")) {
            throw new Refused("A path in it leads out of it: " + name + ".");
        }
        if (isLink) {
            throw new Refused("There is a link in it, " + name + ": hand in the files themselves.");
        }
    }

    private Refused tooManyEntries() {
        return new Refused("There are more than " + limits.entries() + " files and folders in it.");
    }

    private static boolean isPassedBy(String name) {
        return Stream.of(name.split("/")).anyMatch(PASSED_BY::contains);
    }

    private static String name(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
