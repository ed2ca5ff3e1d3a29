package workbook.play;

import com.google.gson.JsonObject;
import java.util.function.Consumer;
import java.util.function.Supplier;
import workbook.runner.ProcessTree;

/**
 * The engine that runs now, if any does. The one before is gone; the next one begins with the controls as they were left.
 * Thread-safe.
 */
final class CurrentEngine implements AutoCloseable {

    private final Consumer<JsonObject> messages;
    private Engine engine;
    private JsonObject controls = new JsonObject();
    private boolean closed;

    /** @param messages is told what the engine of the moment tells */
    CurrentEngine(Consumer<JsonObject> messages) {
        this.messages = messages;
    }

    synchronized boolean isThere() {
        return engine != null;
    }

    /** Ends the one before, and starts this one. */
    synchronized void start(Supplier<ProcessTree> process) {
        if (closed) {
            return;
        }
        if (engine != null) {
            engine.close();
        }
        Engine[] started = new Engine[1];
        started[0] = new Engine(process.get(), message -> hear(started, message));
        engine = started[0];
        JsonObject begin = new JsonObject();
        begin.addProperty("do", "begin");
        begin.add("controls", controls);
        engine.send(begin);
    }

    /** A command of the page's. What is set while there is no engine, the next one begins with. */
    synchronized void send(JsonObject command) {
        if (engine != null) {
            engine.send(command);
        } else if (command.has("controls")) {
            command.getAsJsonObject("controls").entrySet().forEach(each -> controls.add(each.getKey(), each.getValue()));
        }
    }

    /** There is none any more, and none will be started. */
    @Override
    public synchronized void close() {
        closed = true;
        if (engine != null) {
            engine.close();
        }
    }

    private synchronized void hear(Engine[] from, JsonObject message) {
        if (closed || engine != from[0]) {
            return;
        }
        switch (message.get("message").getAsString()) {
            case "state" -> controls = message.getAsJsonObject("controls").deepCopy();
            case "failed" -> {
                engine.close();
                engine = null;
            }
            default -> {
                // for the page alone
            }
        }
        messages.accept(message);
    }
}
