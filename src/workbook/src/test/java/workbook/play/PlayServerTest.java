package workbook.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import workbook.runner.WorkbookException;

/** Who gets what from the page's server; asked by hand, since a client of the JDK's wouldn't lie about its host. */
class PlayServerTest {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Feed feed = new Feed();
    private final List<JsonObject> commands = new CopyOnWriteArrayList<>();
    private PlayServer server;
    private int port;
    private String secret;

    @BeforeEach
    void serve() throws IOException {
        server = new PlayServer(0, feed, command -> {
            if (command.has("wrong")) {
                throw new IllegalArgumentException("There is no such command.");
            }
            commands.add(command);
        });
        port = server.address().getPort();
        secret = server.address().getPath();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("the page and its two files, under a strict policy")
    void pages() throws IOException {
        for (String name : List.of("", "page.css", "page.js")) {
            Answer answer = get(secret + name);
            assertThat(answer.status).as(name).isEqualTo(200);
            assertThat(answer.head).contains("Content-security-policy: default-src 'none'; script-src 'self'",
                    "X-content-type-options: nosniff", "Referrer-policy: no-referrer", "Cache-control: no-store");
            assertThat(answer.body).doesNotContain("@PATTERNS@", "@STAGE@", "@STRIP@", "@CHARTS@");
        }
        assertThat(get(secret).body).contains("<title>Play").doesNotContain("<style").doesNotContain("style=\"")
                .doesNotContainPattern("<script>");
    }

    @Test
    @DisplayName("it listens to this machine alone")
    void loopback() throws IOException {
        assertThat(server.address().getHost()).isEqualTo("127.0.0.1");
        for (InetAddress address : InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThatThrownBy(() -> new Socket(address, port)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    @DisplayName("another name for this machine, as DNS rebinding has it: nothing")
    void wrongHost() throws IOException {
        for (String host : List.of("evil.example", "evil.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost",
                "127.0.0.1:" + port + ".evil.example", "127.0.0.2:" + port, "")) {
            Answer answer = ask("GET " + secret + " HTTP/1.1", "Host: " + host);
            assertThat(answer.status).as("Host: %s", host).isEqualTo(403);
            assertThat(answer.body).contains("under no other name").doesNotContain(secret.substring(1, 10));
        }
        assertThat(ask("GET " + secret + " HTTP/1.1").status).as("no Host at all").isIn(400, 403);
        assertThat(ask("GET " + secret + " HTTP/1.1", "Host: localhost:" + port).status).isEqualTo(200);
    }

    @Test
    @DisplayName("another web page can't send commands, nor listen")
    void wrongOrigin() throws IOException {
        String body = "{\"do\":\"reset\"}";
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1", "http://127.0.0.1:1",
                "https://127.0.0.1:" + port, "http://localhost:" + port)) {
            assertThat(post(body, "Origin: " + origin, "Content-Type: application/json").status)
                    .as("Origin: %s", origin).isEqualTo(403);
            assertThat(ask("GET " + secret + "events HTTP/1.1", host(), "Origin: " + origin).status).isEqualTo(403);
        }
        assertThat(post(body, "Content-Type: application/json").status).as("no origin").isEqualTo(403);
        assertThat(commands).isEmpty();
    }

    @Test
    @DisplayName("without the secret: nothing")
    void noSecret() throws IOException {
        String wrong = (secret.charAt(1) == 'A' ? "/B" : "/A") + secret.substring(2);
        for (String path : List.of("/", "/page.js", "/events", "/do", wrong, wrong + "events",
                secret.substring(0, secret.length() - 2) + "/", "/" + secret, secret.substring(0, secret.length() - 1))) {
            Answer answer = get(path);
            assertThat(answer.status).as(path).isEqualTo(403);
            assertThat(answer.body).contains("The address isn't whole");
        }
        assertThat(secret).as("144 bits").hasSize(24 + 2);
    }

    @Test
    @DisplayName("what there is not: 404; not like that: 405")
    void unknown() throws IOException {
        for (String name : List.of("x", "page.html", "../page.js", "page.js/", "%2e%2e/", "events/x", "Page.js")) {
            assertThat(get(secret + name).status).as(name).isEqualTo(404);
        }
        assertThat(get(secret + "do").status).isEqualTo(405);
        assertThat(ask("PUT " + secret + "do HTTP/1.1", host(), origin()).status).isEqualTo(405);
        assertThat(ask("DELETE " + secret + " HTTP/1.1", host(), origin()).status).isEqualTo(405);
        assertThat(ask("POST " + secret + " HTTP/1.1", host(), origin(), "Content-Length: 0").status).isEqualTo(405);
    }

    @Test
    @DisplayName("a command comes through; what is none is refused")
    void command() throws IOException {
        String json = "Content-Type: application/json";
        assertThat(post("{\"do\":\"reset\"}", origin(), json).status).isEqualTo(204);
        assertThat(commands).containsExactly(JsonParser.parseString("{\"do\":\"reset\"}").getAsJsonObject());
        for (String wrong : List.of("", "{", "[]", "1", "\"x\"", "null", "{\"wrong\":1}")) {
            assertThat(post(wrong, origin(), json).status).as(wrong).isEqualTo(400);
        }
        assertThat(post("{\"wrong\":1}", origin(), json).body).contains("There is no such command.");
        assertThat(post("{\"do\":\"reset\"}", origin(), "Content-Type: text/plain").status).isEqualTo(415);
        assertThat(post("{\"do\":\"" + "x".repeat(5_000) + "\"}", origin(), json).status).isEqualTo(413);
        assertThat(commands).hasSize(1);
    }

    @Test
    @DisplayName("a port in use: a message that says so, and what to do")
    void portInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> new PlayServer(other.getLocalPort(), feed, command -> { }))
                    .isInstanceOf(WorkbookException.class)
                    .hasMessage("--port " + other.getLocalPort() + ": another program has that port. Try another one, or"
                            + " leave --port out: then a free one is taken.");
        }
        int free;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = other.getLocalPort();
        }
        try (PlayServer second = new PlayServer(free, feed, command -> { })) {
            assertThat(second.address()).isEqualTo(URI.create("http://127.0.0.1:" + free + second.address().getPath()));
            assertThat(second.address().getPath()).isNotEqualTo(secret);
        }
    }

    @Test
    @DisplayName("who opens the page later learns how things stand; all are told what happens, and that it ends")
    void events() throws IOException {
        feed.tell(JsonParser.parseString("{\"message\":\"state\",\"run\":1}").getAsJsonObject());
        for (double second : new double[] {7, 8, 0, .5, 1, 1.5, 2, 2}) {
            feed.tell(sample(second));
        }
        feed.tell(JsonParser.parseString("{\"message\":\"failed\",\"title\":\"</script>\"}").getAsJsonObject());
        try (Socket socket = connect()) {
            write(socket, "GET " + secret + "events HTTP/1.1", host());
            BufferedReader lines = lines(socket);
            assertThat(next(lines).get("message").getAsString()).isEqualTo("state");
            JsonObject history = next(lines);
            assertThat(history.getAsJsonArray("samples")).extracting(each -> each.getAsJsonObject().get("second")
                    .getAsDouble()).as("whole seconds of this run, each once").containsExactly(0., 1., 2.);
            assertThat(next(lines).get("title").getAsString()).isEqualTo("</script>");
            feed.tell(sample(2.5));
            assertThat(next(lines).getAsJsonObject("sample").get("second").getAsDouble()).isEqualTo(2.5);
            feed.tell(JsonParser.parseString("{\"message\":\"state\",\"run\":2}").getAsJsonObject());
            assertThat(next(lines).get("run").getAsInt()).isEqualTo(2);
            feed.end();
            assertThat(next(lines).get("message").getAsString()).isEqualTo("bye");
        }
    }

    private static JsonObject sample(double second) {
        return JsonParser.parseString("{\"message\":\"sample\",\"sample\":{\"second\":" + second
                + ",\"tasks\":{\"source\":{}}}}").getAsJsonObject();
    }

    private record Answer(int status, String head, String body) {
    }

    private Answer get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1", host());
    }

    private Answer post(String body, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("POST " + secret + "do HTTP/1.1", host(),
                "Content-Length: " + body.length()));
        lines.addAll(List.of(headers));
        return send(body, lines.toArray(String[]::new));
    }

    private Answer ask(String... lines) throws IOException {
        return send("", lines);
    }

    private Answer send(String body, String[] lines) throws IOException {
        try (Socket socket = connect()) {
            List<String> all = new ArrayList<>(List.of(lines));
            all.add("Connection: close");
            write(socket, all.toArray(String[]::new));
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            StringBuilder head = new StringBuilder();
            BufferedReader reader = lines(socket);
            for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                head.append(line).append('\n');
            }
            StringBuilder text = new StringBuilder();
            reader.lines().forEach(line -> text.append(line).append('\n'));
            return new Answer(Integer.parseInt(head.substring(9, 12)), head.toString(), text.toString());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String... lines) throws IOException {
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static JsonObject next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return JsonParser.parseString(line.substring(6)).getAsJsonObject();
            }
        }
        throw new AssertionError("no more");
    }

    private String host() {
        return "Host: 127.0.0.1:" + port;
    }

    private String origin() {
        return "Origin: http://127.0.0.1:" + port;
    }
}
