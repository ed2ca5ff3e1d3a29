package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import workbook.runner.Chapter;
import workbook.runner.Workbook;

/** What nobody hands in by mistake. */
final class Hostile {

    private static final int TOO_LARGE = 300_000;

    private final Workbook workbook;
    private final ChapterFiles files;
    private final List<Chapter> all;

    /** @param all the chapters up to the last that is asked for */
    Hostile(Workbook workbook, ChapterFiles files, List<Chapter> all) {
        this.workbook = workbook;
        this.files = files;
        this.all = all;
    }

    /** Attacks on chapters that are asked for, and archives that mean harm. */
    List<Content> contents(List<Chapter> asked) throws IOException {
        List<Content> contents = new ArrayList<>(archives(asked.get(0)));
        Path folder = workbook.root().resolve("solutions").resolve("attacks");
        if (Files.isDirectory(folder)) {
            for (Attack attack : Attack.in(folder)) {
                Chapter attacked = workbook.chapters().stream().filter(chapter -> isIn(attack, chapter)).findFirst()
                        .orElse(asked.get(0)); // it's in a package of somebody else's
                if (asked.contains(attacked)) {
                    contents.add(content(attack, attacked));
                }
            }
        }
        return contents;
    }

    private boolean isIn(Attack attack, Chapter chapter) {
        Path parent = workbook.own(chapter).sources().resolve(attack.file()).getParent();
        return files.skeleton(chapter).keySet().stream()
                .anyMatch(name -> workbook.root().resolve(name).getParent().equals(parent));
    }

    private Content content(Attack attack, Chapter chapter) {
        SortedMap<String, String> sources = attack.base().equals(Attack.REFERENCE) ? references() : skeletons();
        sources.put(files.name(chapter, attack.file()), attack.text());
        return new Content("hostile", chapter.code() + " " + attack.name() + " (" + attack.kind() + "), on the "
                + attack.base(), Contents.FORBIDDEN, sources);
    }

    private List<Content> archives(Chapter chapter) {
        String file = files.toDo(chapter).get(0);
        String text = files.skeleton(chapter).get(file);
        SortedMap<String, String> outside = references();
        outside.put("../../" + file.replaceFirst(".*/", ""), text);
        SortedMap<String, String> large = references();
        large.put(file, text + "// and so on\n".repeat(TOO_LARGE / 13));
        return List.of(
                refused("a file that would lie outside of the folder it is unpacked to", Packaging.ZIP, outside),
                refused("a link to the solutions", Packaging.TAR_WITH_LINK, references()),
                refused("a file too large to be anybody's work", Packaging.ZIP, large));
    }

    private static Content refused(String what, Packaging packaging, SortedMap<String, String> sources) {
        return new Content("hostile", what, Contents.REFUSED, sources, Optional.of(packaging));
    }

    private SortedMap<String, String> references() {
        SortedMap<String, String> sources = new TreeMap<>();
        all.forEach(chapter -> sources.putAll(files.answer(chapter, workbook.borrow(chapter).sources())));
        return sources;
    }

    private SortedMap<String, String> skeletons() {
        SortedMap<String, String> sources = new TreeMap<>();
        all.forEach(chapter -> sources.putAll(files.skeleton(chapter)));
        return sources;
    }
}
