package workbook.command;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import workbook.runner.ChapterReport;
import workbook.runner.CompileError;
import workbook.runner.CompileProblem;
import workbook.runner.Part;
import workbook.runner.TaskReport;
import workbook.runner.TestReport;
import workbook.runner.Verdict;
import workbook.runner.Workbook;

/** A chapter's report for a program to read. */
final class CheckJson {

    private static final int SCHEMA_VERSION = 1;

    private CheckJson() {
    }

    static String of(ChapterReport report, Workbook workbook) {
        JsonObject json = new JsonObject();
        json.addProperty("schemaVersion", SCHEMA_VERSION);
        json.addProperty("chapter", report.chapter().code());
        json.addProperty("passes", report.passes());
        JsonArray parts = new JsonArray();
        for (Part part : report.parts()) {
            JsonObject each = new JsonObject();
            each.addProperty("chapter", part.chapter().code());
            each.addProperty("borrowed", part.borrowed());
            parts.add(each);
        }
        json.add("parts", parts);
        JsonArray edited = new JsonArray();
        EditedTests.of(report.chapter(), workbook).forEach(test -> edited.add(workbook.relative(test.file())));
        json.add("editedTests", edited);
        json.add("compileProblem", report.problem().map(CheckJson::problem).orElse(null));
        JsonArray tasks = new JsonArray();
        for (TaskReport task : report.tasks()) {
            JsonObject each = new JsonObject();
            each.addProperty("task", task.task().toString());
            each.addProperty("verdict", word(task.verdict()));
            each.addProperty("lesson", workbook.relative(workbook.lesson(report.chapter())));
            each.add("tests", tests(task.tests()));
            tasks.add(each);
        }
        json.add("tasks", tasks);
        json.add("ungraded", tests(report.ungraded()));
        return new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(json);
    }

    private static JsonObject problem(CompileProblem problem) {
        JsonObject json = new JsonObject();
        json.addProperty("chapter", problem.chapter().code());
        json.addProperty("kind", problem.kind().name().toLowerCase(Locale.ROOT));
        JsonArray errors = new JsonArray();
        for (CompileError error : problem.errors()) {
            JsonObject each = new JsonObject();
            each.addProperty("file", error.file());
            each.addProperty("line", error.line());
            each.addProperty("column", error.column());
            each.addProperty("sourceLine", error.sourceLine());
            each.addProperty("sentence", error.sentence());
            each.addProperty("compilerMessage", error.compilerMessage());
            errors.add(each);
        }
        json.add("errors", errors);
        return json;
    }

    private static JsonArray tests(List<TestReport> tests) {
        JsonArray array = new JsonArray();
        for (TestReport test : tests) {
            JsonObject json = new JsonObject();
            json.addProperty("method", test.method());
            json.addProperty("name", test.name());
            json.addProperty("verdict", word(test.verdict()));
            json.addProperty("message", test.message());
            json.addProperty("place", test.place().orElse(null));
            json.addProperty("replay", test.replay().orElse(null));
            json.addProperty("todo", test.todo().orElse(null));
            json.addProperty("printed", test.printed());
            array.add(json);
        }
        return array;
    }

    private static String word(Verdict verdict) {
        return verdict.words();
    }
}
