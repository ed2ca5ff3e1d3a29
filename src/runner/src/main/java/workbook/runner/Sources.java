package workbook.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Java files, and what tells one state of them from another. */
public final class Sources {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
    private static final Pattern COMMENT_TO_END_OF_LINE = Pattern.compile("//[^\\n]*");

    private Sources() {
    }

    /** The Java files below a folder, in a fixed order; none, if there is no such folder. */
    public static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java") && Files.isRegularFile(file)).sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's text; what isn't UTF-8 in it is replaced. */
    public static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Java file's text without comments. */
    public static String withoutComments(String text, String instead) {
        int last = text.lastIndexOf("*/"); // to look for an end where there is none, again and again, takes for ever
        int end = last < 0 ? 0 : last + 2;
        return COMMENT.matcher(text.substring(0, end)).replaceAll(instead)
                + COMMENT_TO_END_OF_LINE.matcher(text.substring(end)).replaceAll(instead);
    }

    /** The same for the same Java files with the same content, in whatever folder; or for the same jar. */
    public static String fingerprint(List<Path> foldersOrJars) {
        MessageDigest digest = sha256();
        for (Path folder : foldersOrJars) {
            digest.update((byte) 1);
            for (Path file : Files.isRegularFile(folder) ? List.of(folder) : in(folder)) {
                add(digest, folder.relativize(file).toString().replace('\\', '/'));
                try {
                    byte[] content = Files.readAllBytes(file);
                    add(digest, String.valueOf(content.length));
                    digest.update(content);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return hex(digest);
    }

    static String fingerprintOf(String... texts) {
        MessageDigest digest = sha256();
        for (String text : texts) {
            add(digest, text);
        }
        return hex(digest);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 12);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
