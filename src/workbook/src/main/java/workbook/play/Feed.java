package workbook.play;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What happens, told to every page that is open, as server-sent events. A page that opens later is first told how things
 * stand. Thread-safe.
 */
final class Feed {

    /** Of what was: a sample each virtual second. */
    private static final int MOST_SAMPLES = 240;
    /** A page that is so far behind is cut off; it asks again by itself. */
    private static final int MOST_WAITING = 2_000;
    private static final int MOST_PAGES = 32;
    private static final long STILL_HERE_SECONDS = 10;
    private static final long GOODBYE_MILLIS = 500;
    private static final String END = "";

    private final Gson gson = new GsonBuilder().serializeNulls().create();
    private final List<BlockingQueue<String>> pages = new CopyOnWriteArrayList<>();
    /** The newest message of each kind. */
    private final Map<String, JsonObject> newest = new LinkedHashMap<>();
    private final Deque<JsonObject> samples = new ArrayDeque<>();
    private boolean over;

    /** Tells all of them. Its field {@code message} says what kind it is. */
    synchronized void tell(JsonObject message) {
        String kind = message.get("message").getAsString();
        if (kind.equals("sample")) {
            keep(message.getAsJsonObject("sample"));
        } else if (!kind.equals("refused")) { // that is nobody's business later
            newest.put(kind, message);
        }
        if (kind.equals("state")) {
            newest.remove("failed");
        }
        String line = gson.toJson(message);
        for (BlockingQueue<String> page : pages) {
            if (!page.offer(line)) {
                pages.remove(page);
                page.clear();
                page.offer(END);
            }
        }
    }

    /** Tells one page, as long as it listens. Returns when it doesn't any more. */
    void serve(HttpExchange exchange) throws IOException {
        BlockingQueue<String> page = open();
        if (page == null) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                String line = page.poll(STILL_HERE_SECONDS, TimeUnit.SECONDS);
                if (END.equals(line)) {
                    return;
                }
                String event = line == null ? ": still here\n\n" : "data: " + line + "\n\n";
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pages.remove(page);
        }
    }

    /** Says good-bye to all, and waits a moment until it has reached them. */
    void end() {
        JsonObject bye = new JsonObject();
        bye.addProperty("message", "bye");
        List<BlockingQueue<String>> last;
        synchronized (this) {
            tell(bye);
            over = true;
            last = List.copyOf(pages);
            last.forEach(page -> page.offer(END));
        }
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        try {
            while (pages.stream().anyMatch(last::contains) && System.nanoTime() < until) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized BlockingQueue<String> open() {
        if (over || pages.size() >= MOST_PAGES) {
            return null;
        }
        BlockingQueue<String> page = new LinkedBlockingQueue<>(MOST_WAITING);
        JsonObject failed = newest.get("failed");
        newest.values().stream().filter(message -> message != failed).forEach(message -> page.add(gson.toJson(message)));
        page.add(gson.toJson(history()));
        if (failed != null) {
            page.add(gson.toJson(failed));
        }
        pages.add(page);
        return page;
    }

    private void keep(JsonObject sample) {
        double second = sample.get("second").getAsDouble();
        JsonObject last = samples.peekLast();
        if (last != null && last.get("second").getAsDouble() == second) {
            samples.removeLast(); // something was changed while time stood still
        } else if (last != null && (last.get("second").getAsDouble() > second
                || !last.getAsJsonObject("tasks").keySet().equals(sample.getAsJsonObject("tasks").keySet()))) {
            samples.clear(); // that was another run
        }
        if (second == Math.rint(second) || samples.isEmpty()) {
            samples.add(sample);
        }
        if (samples.size() > MOST_SAMPLES) {
            samples.remove();
        }
    }

    private JsonObject history() {
        JsonObject history = new JsonObject();
        history.addProperty("message", "history");
        JsonArray all = new JsonArray();
        samples.forEach(all::add);
        history.add("samples", all);
        return history;
    }
}
