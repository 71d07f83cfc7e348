package io.tokentally.benchmark.neighbours;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Connections on which people of many addresses take exports at a pace of theirs, each for as long as it is let. */
final class SlowReaders implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 4 * 1024;
    private static final int PAUSE_MILLIS = 250;
    private static final int PER_ADDRESS = 20;

    private final List<Socket> sockets = new ArrayList<>();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final int port;
    private final int bytesPerSecond;

    SlowReaders(int port, int bytesPerSecond) {
        this.port = port;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** One more who asks for everything of that organization. */
    void add(String login, String query) throws IOException {
        Socket socket = new Socket();
        if (bytesPerSecond < RECEIVE_BUFFER) {
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
        }
        socket.bind(new InetSocketAddress("127.0.3." + (1 + sockets.size() / PER_ADDRESS), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        sockets.add(socket);
        String basic = Base64.getEncoder().encodeToString((login + ":demo").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream()
                .write("GET /api/v1/usage/export.csv?%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n"
                        .formatted(query, basic)
                        .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> read(socket));
    }

    private void read(Socket socket) {
        int piece = Math.max(1, bytesPerSecond * PAUSE_MILLIS / 1000);
        String status = "no answer";
        try {
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes("HTTP/1.1 200".length());
            status = head.length < 12 ? status : new String(head, 9, 3, StandardCharsets.US_ASCII);
            count(status, 1);
            if (!status.equals("200")) {
                return;
            }
            while (in.readNBytes(piece).length == piece) {
                Thread.sleep(PAUSE_MILLIS);
            }
            ended(status);
        } catch (IOException e) {
            ended(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ended(String status) {
        if (!isClosed()) {
            count(status + ", then ended by the server", 1);
            count(status, -1);
        }
    }

    private synchronized boolean isClosed() {
        return sockets.isEmpty();
    }

    private void count(String outcome, int change) {
        outcomes.merge(outcome, change, (before, more) -> before + more == 0 ? null : before + more);
    }

    /** How many got which status, and how many of these were cut off. */
    Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public synchronized void close() throws IOException {
        List<Socket> open = List.copyOf(sockets);
        sockets.clear();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
