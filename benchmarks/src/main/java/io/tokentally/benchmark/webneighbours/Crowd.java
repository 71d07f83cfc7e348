package io.tokentally.benchmark.webneighbours;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
    private final List<Socket> idle = new ArrayList<>();

    Crowd(URI target) {
        this.target = target;
    }

    /** As many browsers open the page and start its user interface; how many of them were given a session. */
    int startAnonymously(int times) throws InterruptedException {
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
        return sessions.get();
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

    /** Opens connections and says nothing on them; how many there are when no more come. */
    int stayIdle(int connections) {
        for (int i = 0; i < connections; i++) {
            try {
                idle.add(connect());
            } catch (IOException e) {
                break;
            }
        }
        return idle.size();
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
        for (Socket socket : idle) {
            socket.close();
        }
        idle.clear();
    }
}
