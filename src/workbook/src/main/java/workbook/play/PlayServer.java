package workbook.play;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import workbook.report.PlayHtml;
import workbook.runner.WorkbookException;

/** Serves the page on which a run is played with, to this machine alone: its files, what happens, and commands. */
final class PlayServer implements AutoCloseable {

    private static final int MOST_BYTES = 4_096;
    private static final int SECRET_BYTES = 18;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "page");
        thread.setDaemon(true);
        return thread;
    });
    private final String secret;
    private final Requests requests;
    private final Feed feed;
    private final Consumer<JsonObject> commands;
    private final Map<String, Resource> resources = Map.of(
            "", new Resource("text/html", PlayHtml.page()),
            "page.css", new Resource("text/css", PlayHtml.style()),
            "page.js", new Resource("text/javascript", PlayHtml.script()));

    private record Resource(String type, String text) {
    }

    /**
     * Serves it from now on.
     *
     * @param port 0 for any that is free
     * @param commands is told what the page wants, on any thread; an {@link IllegalArgumentException} says what is
     *     wrong with it
     * @throws WorkbookException if the port can't be had
     */
    PlayServer(int port, Feed feed, Consumer<JsonObject> commands) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer waits for 40 ms
        this.feed = feed;
        this.commands = commands;
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (BindException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--port " + port + ": another program has that"
                    + " port. Try another one, or leave --port out: then a free one is taken.", e);
        } catch (SocketException e) {
            throw new WorkbookException(WorkbookException.Blame.USAGE, "--port " + port + ": " + e.getMessage() + ".", e);
        }
        requests = new Requests(server.getAddress().getPort(), secret);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where the page is. Who knows it may use it: it's a secret. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + secret + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            secure(exchange.getResponseHeaders());
            Optional<Requests.Refusal> refusal = requests.refusal(exchange);
            if (refusal.isPresent()) {
                send(exchange, refusal.get().status(), "text/plain", refusal.get().why());
                return;
            }
            String name = requests.name(exchange);
            boolean posted = exchange.getRequestMethod().equals("POST");
            if (!posted && !exchange.getRequestMethod().equals("GET") || posted != name.equals("do")) {
                boolean known = name.equals("do") || name.equals("events") || resources.containsKey(name);
                send(exchange, known ? 405 : 404, "text/plain", known ? "Not like that." : "There is no such page.");
            } else if (posted) {
                command(exchange);
            } else if (name.equals("events")) {
                feed.serve(exchange);
            } else if (resources.containsKey(name)) {
                send(exchange, 200, resources.get(name).type(), resources.get(name).text());
            } else {
                send(exchange, 404, "text/plain", "There is no such page.");
            }
        } catch (RuntimeException e) {
            send(exchange, 500, "text/plain", "The workbook itself failed: " + e);
        }
    }

    private void command(HttpExchange exchange) throws IOException {
        if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            send(exchange, 415, "text/plain", "A command is JSON.");
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            send(exchange, 413, "text/plain", "No command is as long as that.");
            return;
        }
        try {
            commands.accept(JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject());
            exchange.sendResponseHeaders(204, -1);
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException e) {
            send(exchange, 400, "text/plain", e instanceof IllegalArgumentException ? e.getMessage()
                    : "That is no command.");
        }
    }

    private static void secure(Headers headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
