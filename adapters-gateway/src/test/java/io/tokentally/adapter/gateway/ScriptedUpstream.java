package io.tokentally.adapter.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider's server that does to each connection what its script says. */
public final class ScriptedUpstream implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<HttpText> requests = new CopyOnWriteArrayList<>();
    /** Mostly that the gateway hung up; kept for the debugger. */
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** What happens to a connection. */
    public interface Script {
        void serve(Wire wire, ScriptedUpstream upstream) throws Exception;
    }

    private ScriptedUpstream(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    public static ScriptedUpstream start(Script script) {
        try {
            return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param server is closed with it */
    public static ScriptedUpstream start(ServerSocket server, Script script) {
        ScriptedUpstream upstream = new ScriptedUpstream(server, script);
        var unused = Thread.ofVirtual().start(upstream::accept);
        return upstream;
    }

    /** Answers each request with the same bytes, on connections that stay. */
    public static ScriptedUpstream answering(String answer) {
        return start((wire, upstream) -> {
            while (upstream.receive(wire)) {
                wire.send(answer);
            }
        });
    }

    /** Begins a stream, and then says nothing until it may end. */
    static ScriptedUpstream fallingSilent(CountDownLatch end) {
        return start((wire, upstream) -> {
            upstream.receive(wire);
            wire.send(Calls.STREAM_HEAD);
            wire.sendEvent(Calls.DELTA);
            end.await();
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                sockets.add(socket);
                var unused = Thread.ofVirtual().start(() -> serve(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (Wire wire = new Wire(socket)) {
            script.serve(wire, this);
        } catch (Exception e) {
            failures.add(e);
        }
    }

    /** Reads a request and keeps it; false if the connection is at its end. */
    public boolean receive(Wire wire) throws IOException {
        HttpText request = wire.receive();
        if (request == null) {
            return false;
        }
        requests.add(request);
        return true;
    }

    public HttpText request(int index) {
        return requests.get(index);
    }

    public int requests() {
        return requests.size();
    }

    public int connections() {
        return connections.get();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:%d/base/v1".formatted(server.getLocalPort()));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
