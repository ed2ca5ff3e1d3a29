package workbook.play;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import workbook.runner.ProcessTree;

/**
 * The JVM in which the pipeline runs: takes commands, and tells what comes of them. Whatever happens to it, the last it
 * tells is that it's over, and why; unless it is closed.
 */
final class Engine implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 1_000;
    /** It says something every second. Looks, not time: the whole machine may have been asleep. */
    private static final int MOST_SILENT_LOOKS = 15;
    private static final long GOODBYE_MILLIS = 2_000;
    private static final int MOST_PRINTED = 2_000;
    private static final int SIGNALS = 128;
    private static final String NEXT = "Mend it and save: it starts again by itself. Or try it once more as it is.";

    private final Gson gson = new Gson();
    private final ProcessTree process;
    private final Consumer<JsonObject> messages;
    private final StringBuilder printed = new StringBuilder();
    private final Thread printing;
    private volatile boolean heard;
    private volatile boolean silent;
    private volatile boolean closed;

    /**
     * @param process as {@code PipelineRunner.play} starts it
     * @param messages is told what it tells, on a thread of its own
     */
    Engine(ProcessTree process, Consumer<JsonObject> messages) {
        this.process = process;
        this.messages = messages;
        printing = daemon(this::drain, "what the pipeline prints");
        daemon(this::read, "engine");
        daemon(this::watch, "watching the engine");
    }

    /** If it's over, nothing comes of it. */
    void send(JsonObject command) {
        try {
            synchronized (process) {
                process.input().write((gson.toJson(command) + "\n").getBytes(StandardCharsets.UTF_8));
                process.input().flush();
            }
        } catch (IOException e) {
            // it says itself that it's over
        }
    }

    /** Ends it, and all it started. It tells nothing any more. */
    @Override
    public void close() {
        closed = true;
        process.close();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read() {
        boolean saidWhy = false;
        try (BufferedReader lines = reader(process.output())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard = true;
                JsonObject message = message(line);
                String kind = message.get("message").getAsString();
                if (kind.equals("failed")) {
                    message.addProperty("next", NEXT);
                    saidWhy = true;
                }
                if (!kind.equals("alive")) {
                    tell(message);
                }
            }
        } catch (IOException e) {
            // it is gone
        }
        if (!saidWhy) {
            tell(ended());
        }
        process.close();
    }

    /** The JVM itself may have the last word, and that isn't JSON. */
    private JsonObject message(String line) {
        try {
            JsonObject message = JsonParser.parseString(line).getAsJsonObject();
            if (message.has("message")) {
                return message;
            }
        } catch (JsonParseException | IllegalStateException e) {
            // as below
        }
        print(line + "\n");
        JsonObject nothing = new JsonObject();
        nothing.addProperty("message", "alive");
        return nothing;
    }

    private void tell(JsonObject message) {
        if (!closed) {
            messages.accept(message);
        }
    }

    private void watch() {
        try {
            for (int looks = 0; looks < MOST_SILENT_LOOKS && process.isAlive(); looks = heard ? 0 : looks + 1) {
                heard = false;
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
            silent = process.isAlive();
            process.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It ended without a word. */
    private JsonObject ended() {
        int code = -1;
        try {
            process.waitFor(GOODBYE_MILLIS);
            printing.join(GOODBYE_MILLIS);
            code = process.isAlive() ? -1 : process.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String last;
        synchronized (printed) {
            last = printed.toString().strip();
        }
        JsonObject failed = new JsonObject();
        failed.addProperty("message", "failed");
        if (last.contains("java.lang.OutOfMemoryError")) {
            failed.addProperty("title", "The pipeline's JVM ran out of memory.");
            failed.addProperty("text", "Something keeps more and more: records that nobody takes, buffers that are not"
                    + " recycled.");
        } else if (silent) {
            failed.addProperty("title", "The pipeline's JVM said nothing for a long time, and was stopped.");
            failed.addProperty("text", "Does something in it keep all processors busy?");
        } else {
            failed.addProperty("title", "The pipeline's JVM ended all of a sudden.");
            failed.addProperty("text", (code > SIGNALS ? "Somebody killed it (signal " + (code - SIGNALS) + ")."
                    : "Its exit code is " + code + ".") + (last.isEmpty() ? "" : " Its last words:\n" + last));
        }
        failed.addProperty("next", NEXT);
        return failed;
    }

    /** What the student's code prints: it must be read, or it would block; and the end of it may say why. */
    private void drain() {
        try (BufferedReader lines = reader(process.errors())) {
            char[] some = new char[1_000];
            for (int read = lines.read(some); read >= 0; read = lines.read(some)) {
                print(String.valueOf(some, 0, read));
            }
        } catch (IOException e) {
            // it is gone
        }
    }

    private void print(String text) {
        synchronized (printed) {
            printed.append(text);
            printed.delete(0, Math.max(0, printed.length() - MOST_PRINTED));
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
