package workbook.play;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import workbook.runner.Chapter;
import workbook.runner.ChapterReport;
import workbook.runner.CompileError;
import workbook.runner.CompileProblem;
import workbook.runner.Progress;
import workbook.runner.Sources;
import workbook.runner.TestReport;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** What the command tells the page: see {@code src/report/SCHEMA.md}. */
final class Messages {

    private final Workbook workbook;

    Messages(Workbook workbook) {
        this.workbook = workbook;
    }

    /** @param doing what takes a while; empty if nothing does */
    static JsonObject whose(String sentence, List<String> reasons, String doing) {
        JsonObject message = message("whose");
        message.addProperty("sentence", sentence);
        message.add("reasons", strings(reasons));
        message.addProperty("doing", doing);
        return message;
    }

    /**
     * That something doesn't compile; nothing: it does.
     *
     * @param running whether what was compiled before runs
     */
    static JsonObject compile(Optional<CompileProblem> problem, boolean running) {
        JsonObject message = message("compile");
        message.addProperty("title", problem.map(each -> title(each)
                + (running ? " What ran before goes on meanwhile." : "")).orElse(""));
        message.addProperty("text", problem.map(Messages::text).orElse(""));
        return message;
    }

    static JsonObject failed(String title, String text) {
        JsonObject message = message("failed");
        message.addProperty("title", title);
        message.addProperty("text", text);
        message.addProperty("next", "");
        return message;
    }

    JsonObject lesson(Chapter chapter) {
        JsonObject message = message("lesson");
        message.addProperty("chapter", chapter.code());
        JsonArray chapters = new JsonArray();
        for (Chapter each : workbook.chapters()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", each.code());
            one.addProperty("title", each.toString());
            chapters.add(one);
        }
        message.add("chapters", chapters);
        boolean isThere = Files.isRegularFile(workbook.lesson(chapter));
        message.addProperty("html", LessonHtml.of(isThere ? Sources.read(workbook.lesson(chapter))
                : "There is no lesson: " + workbook.relative(workbook.lesson(chapter)) + " is gone."));
        return message;
    }

    /** What is remembered. */
    JsonObject tests(Chapter chapter, String doing) {
        Progress progress = Progress.of(workbook);
        JsonArray tasks = new JsonArray();
        for (TaskNumber task : workbook.tasks(chapter)) {
            tasks.add(task(task, progress.verdict(task).words(), List.of()));
        }
        return tests(chapter, doing, "", tasks);
    }

    /** What a check said. */
    JsonObject tests(ChapterReport report, String doing) {
        JsonArray tasks = new JsonArray();
        if (report.problem().isEmpty()) { // else nobody knows
            report.tasks().forEach(task -> tasks.add(task(task.task(), task.verdict().words(), task.tests())));
        }
        String problem = report.problem().map(each -> title(each) + "\n" + text(each)).orElse("");
        return tests(report.chapter(), doing, problem, tasks);
    }

    private static JsonObject tests(Chapter chapter, String doing, String problem, JsonArray tasks) {
        JsonObject message = message("tests");
        message.addProperty("chapter", chapter.code());
        message.addProperty("doing", doing);
        message.addProperty("problem", problem);
        message.add("tasks", tasks);
        return message;
    }

    private JsonObject task(TaskNumber task, String verdict, List<TestReport> tests) {
        JsonObject json = new JsonObject();
        json.addProperty("task", task.toString());
        json.addProperty("title", workbook.title(task).orElse("").replace("`", ""));
        json.addProperty("verdict", verdict);
        JsonArray all = new JsonArray();
        for (TestReport test : tests) {
            JsonObject one = new JsonObject();
            one.addProperty("name", test.name());
            one.addProperty("verdict", test.verdict().words());
            one.addProperty("message", test.message());
            all.add(one);
        }
        json.add("tests", all);
        return json;
    }

    private static String title(CompileProblem problem) {
        String code = problem.chapter().code();
        return switch (problem.kind()) {
            case STUDENT -> "Your chapter " + code + " doesn't compile.";
            case BORROWED -> "The borrowed chapter " + code + " doesn't fit your earlier ones any more.";
            case TESTS -> "The tests of chapter " + code + " don't fit your classes any more.";
        };
    }

    private static String text(CompileProblem problem) {
        if (problem.errors().isEmpty()) {
            return "";
        }
        CompileError first = problem.errors().get(0);
        String more = problem.errors().size() == 1 ? "" : "\n… and " + (problem.errors().size() - 1) + " more.";
        return first.file() + (first.line() > 0 ? ", line " + first.line() : "") + ":  "
                + first.sourceLine().strip() + "\n" + first.sentence() + more;
    }

    private static JsonObject message(String kind) {
        JsonObject message = new JsonObject();
        message.addProperty("message", kind);
        return message;
    }

    private static JsonArray strings(List<String> values) {
        JsonArray array = new JsonArray();
        values.forEach(array::add);
        return array;
    }
}
