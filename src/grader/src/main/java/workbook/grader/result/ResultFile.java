package workbook.grader.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import workbook.runner.Sources;
import workbook.runner.WholeFile;

/** A {@link SubmissionResult} as JSON, in a file that is there whole or not at all. */
public final class ResultFile {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private ResultFile() {
    }

    /** @throws workbook.runner.WorkbookException if it can't be written; then the file is what it was */
    public static void write(Path file, SubmissionResult result) {
        WholeFile.write(file, (GSON.toJson(result) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What is in it; nothing if it isn't there, or isn't what was written. */
    public static Optional<SubmissionResult> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(GSON.fromJson(Sources.read(file), SubmissionResult.class));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
