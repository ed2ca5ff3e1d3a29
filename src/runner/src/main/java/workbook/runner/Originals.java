package workbook.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chapters' Java files as they were handed out. A manifest that comes with the workbook has their
 * SHA-256; their text is in the notes, where it was kept before anybody changed them, or in git's history.
 */
public final class Originals {

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]{64}) [ *]([^/\\\\]+/src/(?:main|test)/java/[^\\\\]+\\.java)");

    private final Workbook workbook;
    /** From {@code chapters/}, with slashes, to the SHA-256. Empty if there is no manifest, or a damaged one. */
    private final SortedMap<String, String> hashes;

    /** How a file isn't as it was handed out. */
    public enum Kind {
        CHANGED, GONE, ADDED
    }

    /** A file that isn't as it was handed out. */
    public record Difference(Path file, Kind kind) {
    }

    private Originals(Workbook workbook, SortedMap<String, String> hashes) {
        this.workbook = workbook;
        this.hashes = hashes;
    }

    /** What the manifest says; nothing, if it isn't there or makes no sense. */
    public static Originals of(Workbook workbook) {
        Path manifest = file(workbook);
        return new Originals(workbook, Files.isReadable(manifest) ? parse(Sources.read(manifest)) : new TreeMap<>());
    }

    /** Where the manifest is. */
    public static Path file(Workbook workbook) {
        return chapters(workbook).resolve("ORIGINALS.sha256");
    }

    /** The manifest of the chapters as they are now. */
    public static String manifest(Workbook workbook) {
        StringBuilder lines = new StringBuilder();
        TreeMap<String, Path> files = new TreeMap<>();
        for (Chapter chapter : workbook.chapters()) {
            for (Path folder : List.of(workbook.own(chapter).sources(), workbook.tests(chapter))) {
                Sources.in(folder).forEach(file -> files.put(name(workbook, file), file));
            }
        }
        files.forEach((name, file) -> lines.append(hash(read(file))).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /** Whether the manifest says how the chapters are now. */
    public boolean areUpToDate() {
        return manifestText().equals(manifest(workbook));
    }

    /** Whether the manifest knows any file of that folder. */
    public boolean know(Path folder) {
        return !handedOut(folder).isEmpty();
    }

    /** What was handed out in a folder, in order. */
    public List<Path> handedOut(Path folder) {
        String prefix = name(workbook, folder) + "/";
        return hashes.keySet().stream().filter(name -> name.startsWith(prefix))
                .map(name -> chapters(workbook).resolve(name)).toList();
    }

    /** What isn't as it was handed out in a folder, in order; nothing, if nobody knows how that was. */
    public List<Difference> differences(Path folder) {
        List<Difference> differences = new ArrayList<>();
        if (!know(folder)) {
            return differences;
        }
        Set<String> there = new TreeSet<>(); // as it is written there, whatever the machine thinks of capital letters
        Sources.in(folder).forEach(file -> there.add(name(workbook, file)));
        Set<String> all = new TreeSet<>(there);
        handedOut(folder).forEach(file -> all.add(name(workbook, file)));
        for (String name : all) {
            Path file = chapters(workbook).resolve(name);
            if (!there.contains(name)) {
                differences.add(new Difference(file, Kind.GONE));
            } else if (!hashes.containsKey(name)) {
                differences.add(new Difference(file, Kind.ADDED));
            } else if (!isOriginal(name, read(file))) {
                differences.add(new Difference(file, Kind.CHANGED));
            }
        }
        return differences;
    }

    /** A file as it was handed out, if that can still be found. */
    public Optional<byte[]> original(Path file) {
        String name = name(workbook, file);
        if (!hashes.containsKey(name)) {
            return Optional.empty();
        }
        for (Path place : List.of(kept(name), file)) {
            if (Files.isRegularFile(place) && isOriginal(name, read(place))) {
                return Optional.of(read(place));
            }
        }
        return GitHistory.find(file, content -> isOriginal(name, content));
    }

    /**
     * Puts the originals that are still there into the notes. Nobody is told if that can't be done: it is only
     * for a rainy day.
     */
    public void keep() {
        try {
            Path complete = workbook.notes().resolve("originals").resolve("complete");
            String manifest = hash(manifestText().getBytes(StandardCharsets.UTF_8));
            if (hashes.isEmpty() || Files.exists(complete) && Sources.read(complete).strip().equals(manifest)) {
                return;
            }
            boolean all = true;
            for (Map.Entry<String, String> entry : hashes.entrySet()) {
                Path file = chapters(workbook).resolve(entry.getKey());
                if (!Files.exists(kept(entry.getKey()))) {
                    if (Files.isRegularFile(file) && isOriginal(entry.getKey(), read(file))) {
                        WholeFile.write(kept(entry.getKey()), read(file));
                    } else {
                        all = false;
                    }
                }
            }
            if (all) {
                WholeFile.write(complete, (manifest + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (WorkbookException | UncheckedIOException e) {
            // then git must do
        }
    }

    private String manifestText() {
        StringBuilder text = new StringBuilder();
        hashes.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }

    private Path kept(String name) {
        return workbook.notes().resolve("originals").resolve(hashes.get(name));
    }

    private boolean isOriginal(String name, byte[] content) {
        return hash(content).equals(hashes.get(name));
    }

    /** The same for both kinds of line ends: git may have changed them. */
    private static String hash(byte[] content) {
        byte[] plain = new byte[content.length];
        int length = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] != '\r' || i + 1 == content.length || content[i + 1] != '\n') {
                plain[length++] = content[i];
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(plain, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> hashes = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(2).contains("..")) {
                return new TreeMap<>(); // who knows what is wrong with the others
            }
            hashes.put(matcher.group(2), matcher.group(1));
        }
        return hashes;
    }

    private static String name(Workbook workbook, Path file) {
        return chapters(workbook).relativize(file).toString().replace('\\', '/');
    }

    private static Path chapters(Workbook workbook) {
        return workbook.root().resolve("chapters");
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
