package workbook.lab.machine;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface that nobody listens on: now. Whoever wants one should take it soon. */
public final class FreePorts {

    /** Below those that a system gives to outgoing connections: from 32,768 on Linux, from 49,152 elsewhere. */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private final List<Integer> ports;

    private FreePorts(List<Integer> ports) {
        this.ports = ports;
    }

    /** Finds so many, all different. */
    public static FreePorts find(int number) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < TRIES && sockets.size() < number; i++) {
                listenAnywhere().ifPresent(sockets::add);
            }
            if (sockets.size() < number) {
                throw new IOException("between " + LOWEST + " and " + HIGHEST + " there is no free port");
            }
            return new FreePorts(sockets.stream().map(ServerSocket::getLocalPort).toList());
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Optional<ServerSocket> listenAnywhere() throws IOException {
        int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
        try {
            return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        } catch (BindException e) {
            return Optional.empty();
        }
    }

    public int get(int index) {
        return ports.get(index);
    }

    /** Whether nobody listens there. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
