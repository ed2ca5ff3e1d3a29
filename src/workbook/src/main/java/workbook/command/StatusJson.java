package workbook.command;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
import workbook.runner.Chapter;
import workbook.runner.Progress;
import workbook.runner.Workbook;
import workbook.testkit.TaskNumber;

/** Where the student is, for a program to read. */
final class StatusJson {

    private static final int SCHEMA_VERSION = 1;

    private StatusJson() {
    }

    static String of(Workbook workbook, Status status) {
        Progress progress = Progress.of(workbook);
        JsonObject json = new JsonObject();
        json.addProperty("schemaVersion", SCHEMA_VERSION);
        JsonArray chapters = new JsonArray();
        for (Chapter chapter : workbook.chapters()) {
            JsonObject each = new JsonObject();
            each.addProperty("chapter", chapter.code());
            each.addProperty("title", chapter.title());
            each.addProperty("lesson", workbook.relative(workbook.lesson(chapter)));
            each.addProperty("sources", workbook.relative(workbook.own(chapter).sources()));
            each.addProperty("borrowed", workbook.isBorrowed(chapter));
            each.addProperty("checked", progress.wasChecked(chapter));
            each.addProperty("changedSinceChecked", status.isOutdated(chapter));
            JsonArray tasks = new JsonArray();
            for (TaskNumber task : workbook.tasks(chapter)) {
                JsonObject one = new JsonObject();
                one.addProperty("task", task.toString());
                one.addProperty("title", workbook.title(task).orElse(null));
                one.addProperty("verdict", progress.verdict(task).words());
                one.addProperty("hintsSeen", progress.hintsSeen(task));
                tasks.add(one);
            }
            each.add("tasks", tasks);
            chapters.add(each);
        }
        json.add("chapters", chapters);
        json.add("next", next(status));
        return new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(json);
    }

    /** The chapter to go on with; its first open task, if that is known. Nothing when all is done. */
    private static JsonElement next(Status status) {
        Optional<Chapter> open = status.openChapter();
        if (open.isEmpty()) {
            return JsonNull.INSTANCE;
        }
        JsonObject next = new JsonObject();
        next.addProperty("chapter", open.get().code());
        next.addProperty("task", status.isUnknown(open.get()) ? null
                : status.openTask(open.get()).map(TaskNumber::toString).orElse(null));
        next.addProperty("command", "./workbook check " + open.get().code());
        return next;
    }
}
