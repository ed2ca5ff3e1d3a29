package workbook.grader.rehearsal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import workbook.grader.answer.AnswerSources;
import workbook.grader.misconception.Misconception;
import workbook.runner.Chapter;

/**
 * What is handed in, one after the other: each kind in its turn, and of each kind all that there are before any is
 * there twice.
 */
final class Contents {

    /** All tasks of the chapters that are asked for. */
    static final String PASSING = "passing";
    /** Followed by the test that must not pass. */
    static final String FAILING = "failing ";
    /** At least one task, and none is failing. */
    static final String TO_DO = "to do";
    static final String DOES_NOT_COMPILE = "does not compile";
    static final String REFUSED = "refused";
    /** In the chapter that is attacked. */
    static final String FORBIDDEN = "forbidden or no points";

    private enum Kind {
        MISCONCEPTION, REFERENCE, ALTERNATIVE, HALF_DONE, HOSTILE, BROKEN, UNREADABLE, UNTOUCHED
    }

    /** Nearly as in a real class, but for the hostile ones. Each kind comes early, for small classes. */
    private static final List<Kind> TURNS = List.of(Kind.MISCONCEPTION, Kind.REFERENCE, Kind.ALTERNATIVE,
            Kind.HALF_DONE, Kind.HOSTILE, Kind.BROKEN, Kind.UNREADABLE, Kind.UNTOUCHED, Kind.MISCONCEPTION,
            Kind.REFERENCE, Kind.MISCONCEPTION, Kind.ALTERNATIVE, Kind.MISCONCEPTION, Kind.HALF_DONE, Kind.HOSTILE,
            Kind.MISCONCEPTION, Kind.REFERENCE, Kind.MISCONCEPTION, Kind.HOSTILE, Kind.MISCONCEPTION);

    private final AnswerSources answers;
    private final ChapterFiles files;
    private final List<Chapter> all;
    private final List<Chapter> asked;
    private final Map<Kind, Deque<Recipe>> recipes = new EnumMap<>(Kind.class);
    private final List<Kind> turns;
    private int turn;

    private interface Recipe {
        Content make() throws IOException;
    }

    /**
     * @param all the chapters up to the last that is asked for
     * @param asked the chapters that are graded
     * @param attacks none, if nobody is hostile
     */
    Contents(AnswerSources answers, ChapterFiles files, List<Chapter> all, List<Chapter> asked, List<Content> attacks,
            Random random) {
        this.answers = answers;
        this.files = files;
        this.all = all;
        this.asked = asked;
        List<Recipe> hostile = new ArrayList<>();
        attacks.forEach(attack -> hostile.add(() -> attack));
        Map<Kind, List<Recipe>> lists = new EnumMap<>(Map.of(
                Kind.MISCONCEPTION, misconceptions(),
                Kind.REFERENCE, List.of(() -> new Content("reference", "all of it", PASSING, reference())),
                Kind.ALTERNATIVE, alternatives(),
                Kind.HALF_DONE, halfDone(),
                Kind.HOSTILE, hostile,
                Kind.BROKEN, broken(),
                Kind.UNREADABLE, unreadable(),
                Kind.UNTOUCHED,
                List.of(() -> new Content("untouched", "as it was handed out", TO_DO, skeletons(all)))));
        lists.forEach((kind, list) -> {
            List<Recipe> shuffled = new ArrayList<>(list);
            Collections.shuffle(shuffled, random);
            recipes.put(kind, new ArrayDeque<>(shuffled));
        });
        turns = TURNS.stream().filter(kind -> !recipes.get(kind).isEmpty()).toList();
    }

    Content next() throws IOException {
        Deque<Recipe> these = recipes.get(turns.get(turn++ % turns.size()));
        Recipe next = these.removeFirst();
        these.addLast(next);
        return next.make();
    }

    private List<Recipe> misconceptions() {
        List<Recipe> list = new ArrayList<>();
        for (Chapter chapter : asked) {
            for (Path file : answers.misconceptions(chapter)) {
                list.add(() -> {
                    Misconception misconception = Misconception.read(file);
                    return new Content("misconception", chapter.code() + " " + misconception.name(),
                            FAILING + misconception.test(), with(chapter, answers.sourcesOf(chapter, misconception)));
                });
            }
        }
        return list;
    }

    private List<Recipe> alternatives() {
        List<Recipe> list = new ArrayList<>();
        for (Chapter chapter : asked) {
            for (Path folder : answers.alternatives(chapter)) {
                list.add(() -> new Content("alternative", chapter.code() + " " + folder.getFileName(), PASSING,
                        with(chapter, answers.sourcesOf(chapter, folder))));
            }
        }
        return list;
    }

    /** Without the last chapters, or without one class. */
    private List<Recipe> halfDone() {
        List<Recipe> list = new ArrayList<>();
        for (int done = 1; done < all.size(); done++) {
            List<Chapter> rest = all.subList(done, all.size());
            list.add(() -> {
                SortedMap<String, String> sources = reference();
                rest.forEach(chapter -> sources.keySet().removeIf(name -> name.startsWith(files.name(chapter, ""))));
                sources.putAll(skeletons(rest));
                return new Content("half done", "nothing from " + rest.get(0).code() + " on", TO_DO, sources);
            });
        }
        for (Chapter chapter : asked) {
            for (String file : files.toDo(chapter)) {
                list.add(() -> {
                    SortedMap<String, String> sources = reference();
                    sources.put(file, files.skeleton(chapter).get(file));
                    return new Content("half done", "without " + file, TO_DO, sources);
                });
            }
        }
        return list;
    }

    /** It doesn't compile. */
    private List<Recipe> broken() {
        List<Recipe> list = new ArrayList<>();
        for (Chapter chapter : asked) {
            for (String file : files.toDo(chapter)) {
                list.add(() -> broken(file, "no last brace", text -> text.substring(0, text.lastIndexOf('}'))));
                list.add(() -> broken(file, "no semicolon", text -> text.replaceFirst("(?s)(.*);", "$1")));
                list.add(() -> broken(file, "a class that isn't there",
                        text -> text + "class Mine extends Nobodys {\n}\n"));
            }
        }
        return list;
    }

    private Content broken(String file, String what, UnaryOperator<String> change) {
        SortedMap<String, String> sources = reference();
        sources.compute(file, (name, text) -> change.apply(text));
        return new Content("does not compile", file + ": " + what, DOES_NOT_COMPILE, sources);
    }

    /** By mistake: what nobody could grade. */
    private List<Recipe> unreadable() {
        String twice = files.toDo(asked.get(0)).get(0);
        return List.of(
                () -> unreadable("a report, and no program", Packaging.FOLDER,
                        new TreeMap<>(Map.of("report.txt", "I have understood everything.\n"))),
                () -> unreadable("it wasn't uploaded to its end", Packaging.DAMAGED_ZIP, reference()),
                () -> {
                    SortedMap<String, String> sources = reference();
                    sources.put("before I cleaned up/" + twice.replaceFirst(".*/", ""),
                            files.skeleton(asked.get(0)).get(twice));
                    return unreadable("two versions of one file", Packaging.ZIP, sources);
                });
    }

    private static Content unreadable(String what, Packaging packaging, SortedMap<String, String> sources) {
        return new Content("unreadable", what, REFUSED, sources, Optional.of(packaging));
    }

    private SortedMap<String, String> reference() {
        SortedMap<String, String> sources = new TreeMap<>();
        all.forEach(chapter -> sources.putAll(files.answer(chapter, answers.reference(chapter))));
        return sources;
    }

    private SortedMap<String, String> with(Chapter chapter, Path own) {
        SortedMap<String, String> sources = reference();
        sources.keySet().removeIf(name -> name.startsWith(files.name(chapter, "")));
        sources.putAll(files.answer(chapter, own));
        return sources;
    }

    private SortedMap<String, String> skeletons(List<Chapter> chapters) {
        SortedMap<String, String> sources = new TreeMap<>();
        chapters.forEach(chapter -> sources.putAll(files.skeleton(chapter)));
        return sources;
    }
}
