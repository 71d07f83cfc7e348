package io.tokentally.benchmark.webneighbours;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at another address of this machine who asks for more than their share. */
final class Crowd implements AutoCloseable {

    private static final String ADDRESS = "127.0.0.2";
    private static final int PATIENCE_MS = 10_000;
    private static final Pattern SESSION = Pattern.compile("JSESSIONID=([0-9A-F]+)");

    private final URI target;
    private final List<Socket> held = new ArrayList<>();

    Crowd(URI target) {
        this.target = target;
    }

    /** As many browsers open the page and start its user interface, and how many of them were given a session is told. */
    String startAnonymously(int times) throws InterruptedException {
        AtomicInteger sessions = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (next.getAndIncrement() < times) {
                    if (startsOne()) {
                        sessions.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return "%,d sessions".formatted(sessions.get());
    }

    private boolean startsOne() {
        try {
            Matcher session = SESSION.matcher(get("/login", ""));
            String cookie = session.find() ? "Cookie: JSESSIONID=" + session.group(1) + "\r\n" : "";
            Matcher started = SESSION.matcher(get("/?v-r=init&location=login&query=", cookie));
            return !cookie.isEmpty() || started.find();
        } catch (IOException e) {
            return false;
        }
    }

    private String get(String path, String cookie) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
                            .formatted(path, cookie)
                            .getBytes(StandardCharsets.US_ASCII));
            try (InputStream answer = socket.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    /** Opens connections and says nothing on them; how many there were when no more came is told. */
    String stayIdle(int connections) {
        return "%,d connections".formatted(hold(connections, ""));
    }

    /** Announces a body on as many connections and sends none: the server waits for each. */
    String announceBodies(int requests) {
        return "%,d requests".formatted(hold(requests, """
                        POST /login HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/x-www-form-urlencoded\r
                        Content-Length: 1000\r
                        \r
                        """));
    }

    private int hold(int connections, String head) {
        for (int i = 0; i < connections; i++) {
            try {
                Socket socket = connect();
                held.add(socket);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                break;
            }
        }
        return held.size();
    }

    /** What the server has said by now on the connections that are held. */
    String told() {
        int answered = 0;
        int ended = 0;
        for (Socket socket : held) {
            try {
                socket.setSoTimeout(1);
                if (socket.getInputStream().read() < 0) {
                    ended++;
                } else {
                    answered++;
                }
            } catch (SocketTimeoutException e) {
                // Nothing yet.
            } catch (IOException e) {
                ended++;
            }
        }
        return held.isEmpty() ? "" : ", %,d of them answered, %,d ended".formatted(answered, ended);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(ADDRESS, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort()), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        held.clear();
    }
}
