package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.net.IpRange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestSharesValveTest {

    private static final int SHARE = 2;

    private final List<IpRange> full = new CopyOnWriteArrayList<>();
    private final RequestSharesValve valve = new RequestSharesValve(SHARE, full::add);

    /** Waits for the whole body, as anything that reads one does. */
    private static final class Reader extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private final transient Semaphore reading;

        Reader(Semaphore reading) {
            this.reading = reading;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("hello");
        }

        /** Answers without a look at the body, as a refusal does. */
        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            reading.release();
            response.getWriter().print(request.getInputStream().readAllBytes().length);
        }
    }

    @Test
    void slowBodiesOfOneClientHoldItsOwnThreadsAlone() throws IOException, InterruptedException {
        Semaphore reading = new Semaphore(0);
        List<Socket> slow = new ArrayList<>();
        try (WebServer server = WebServer.with(new Reader(reading), valve)) {
            for (int i = 0; i < SHARE; i++) {
                Socket socket = server.connect("127.0.0.1");
                slow.add(socket);
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(reading.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(server.get("/")).startsWith("HTTP/1.1 429").contains("Retry-After: 1");
            assertThat(full).contains(IpRange.parse("127.0.0.1"));
            try (Socket other = server.connect("127.0.0.2")) {
                assertThat(WebServer.ask(other, "/")).contains("hello");
            }

            for (Socket socket : slow) {
                socket.getOutputStream().write('2');
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(server.get("/")).contains("hello");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(valve.clients()).isZero();
    }

    @Test
    void whoIsRefusedIsAnsweredThoughItsBodyDoesNotCome() throws IOException, InterruptedException {
        Semaphore reading = new Semaphore(0);
        try (WebServer server = WebServer.with(new Reader(reading), new RequestSharesValve(1, full::add));
                Socket slow = server.connect("127.0.0.1");
                Socket refused = server.connect("127.0.0.1")) {
            send(slow, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1");
            assertThat(reading.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

            send(refused, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n");

            assertThat(allOf(refused)).startsWith("HTTP/1.1 429");
        }
    }

    @Test
    void whoIsAnsweredBeforeItsBodyCameIsUnderWayUntilItIsHere() throws IOException {
        try (WebServer server = WebServer.with(new Reader(new Semaphore(0)), valve)) {
            List<Socket> unread = new ArrayList<>();
            for (int i = 0; i < SHARE; i++) {
                Socket socket = server.connect("127.0.0.1");
                unread.add(socket);
                send(socket, "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n1");
                assertThat(WebServer.answer(socket)).startsWith("HTTP/1.1 401");
            }

            assertThat(server.get("/")).startsWith("HTTP/1.1 429");

            for (Socket socket : unread) {
                send(socket, "2GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(WebServer.answer(socket)).endsWith("hello");
                socket.close();
            }
            assertThat(server.get("/")).contains("hello");
        }
        assertThat(valve.clients()).isZero();
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    /** Until the server ends the connection. */
    private static String allOf(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
}
