package workbook.play;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Which requests a local page answers: those of its own page, opened by whoever was told its address. No other web page
 * gets anything, also if it calls itself by another name for this machine (DNS rebinding).
 */
final class Requests {

    /** Why a request isn't answered. */
    record Refusal(int status, String why) {
    }

    private final int port;
    private final String secret;

    /** @param secret the first part of every path */
    Requests(int port, String secret) {
        this.port = port;
        this.secret = secret;
    }

    /** Why not to answer; nothing if all is well. */
    Optional<Refusal> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> hosts = headers.getOrDefault("Host", List.of());
        if (hosts.size() != 1 || !isThisMachine(hosts.get(0))) {
            return Optional.of(new Refusal(403, "This page is at 127.0.0.1:" + port + ", under no other name."));
        }
        List<String> origins = headers.getOrDefault("Origin", List.of());
        boolean changes = exchange.getRequestMethod().equals("POST");
        if (!origins.stream().allMatch(origin -> origin.equals("http://" + hosts.get(0)))
                || changes && origins.size() != 1) {
            return Optional.of(new Refusal(403, "Only the page itself may ask that."));
        }
        if (!hasSecret(exchange.getRequestURI().getRawPath())) {
            return Optional.of(new Refusal(403, "The address isn't whole: take the one that ./workbook play prints."));
        }
        return Optional.empty();
    }

    /** What a path says behind the secret: {@code "do"}. */
    String name(HttpExchange exchange) {
        return exchange.getRequestURI().getRawPath().substring(secret.length() + 2);
    }

    private boolean isThisMachine(String host) {
        return host.equals("127.0.0.1:" + port) || host.equals("localhost:" + port) || host.equals("[::1]:" + port);
    }

    /** Takes as long for a wrong one as for a right one. */
    private boolean hasSecret(String path) {
        String begins = "/" + secret + "/";
        String given = path.length() < begins.length() ? path : path.substring(0, begins.length());
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), begins.getBytes(StandardCharsets.UTF_8));
    }
}
