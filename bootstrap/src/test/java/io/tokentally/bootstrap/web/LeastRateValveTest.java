package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeastRateValveTest {

    private static final long RATE = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Tomcat's own patience ends a second later. */
    private static final Duration NEARLY = Duration.ofSeconds(19);

    private static final int MOST_TRIES = 200;
    private static final int BYTE_BY_BYTE_WITHIN_MS = 50;

    private final AtomicLong now = new AtomicLong();
    private final Semaphore came = new Semaphore(0);
    private final RequestSharesValve shares = new RequestSharesValve(100, client -> {});

    private WebServer server(long rate) {
        return WebServer.with(
                new Reader(came),
                factory -> {
                    factory.setProtocol(SharedHttp11NioProtocol.class.getName());
                    factory.addContextValves(new BodyTimeoutValve());
                },
                new LeastRateValve(rate, GRACE, now::get),
                shares);
    }

    /** Tells of each piece that came. */
    private static final class Reader extends HttpServlet {

        private static final long serialVersionUID = 1L;
        private final transient Semaphore came;

        Reader(Semaphore came) {
            this.came = came;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            InputStream body = request.getInputStream();
            byte[] piece = new byte[1_024];
            int all = 0;
            for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
                all += length;
                came.release(length);
            }
            response.getWriter().print(all);
        }

        /** Answers without a look at the body, as a refusal does. */
        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends a byte every 19 seconds until the server says something or ends the connection; what it says. */
    private String drip(Socket socket) throws IOException {
        socket.setSoTimeout(BYTE_BY_BYTE_WITHIN_MS);
        for (int i = 0; i < MOST_TRIES; i++) {
            now.addAndGet(NEARLY.toNanos());
            try {
                send(socket, "x");
                int first = socket.getInputStream().read();
                return first < 0 ? "the end" : (char) first + WebServer.answer(socket);
            } catch (SocketTimeoutException e) {
                // It waits for more.
            } catch (IOException e) {
                return "the end";
            }
        }
        return "waits on";
    }

    @Test
    void whoSendsAByteEveryNowAndThenIsGivenUp() throws IOException {
        try (WebServer server = server(RATE);
                Socket slow = server.connect("127.0.0.1")) {
            send(slow, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");

            assertThat(drip(slow)).startsWith("HTTP/1.1 408");
        }
        assertThat(shares.clients()).isZero();
    }

    /** Of a piece that is never begun no byte of a body comes, and the reader hears of nothing. */
    @Test
    void whoHidesBetweenThePiecesOfABodyIsGivenUp() throws IOException {
        try (WebServer server = server(RATE);
                Socket slow = server.connect("127.0.0.1")) {
            send(slow, "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;");

            assertThat(drip(slow)).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void theConnectionOfWhoWasAnsweredBeforeAndDripsOnIsEnded() throws IOException {
        try (WebServer server = server(RATE);
                Socket slow = server.connect("127.0.0.1")) {
            send(slow, "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n1");
            assertThat(WebServer.answer(slow)).startsWith("HTTP/1.1 401");

            assertThat(drip(slow)).isEqualTo("the end");
        }
        assertThat(shares.clients()).isZero();
    }

    @Test
    void anHonestSlowLinkFinishes() throws IOException, InterruptedException {
        try (WebServer server = server(RATE);
                Socket honest = server.connect("127.0.0.1")) {
            send(honest, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90000\r\n\r\n");
            for (int second = 0; second < 60; second++) {
                now.addAndGet(Duration.ofSeconds(1).toNanos());
                send(honest, "x".repeat(1_500));
                assertThat(came.tryAcquire(1_500, 10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(WebServer.answer(honest)).startsWith("HTTP/1.1 200").endsWith("90000");
        }
    }

    /** A grace is for all of a body that is short. */
    @Test
    void aShortBodyMayTakeAsLongAsTheGrace() throws IOException, InterruptedException {
        try (WebServer server = server(RATE);
                Socket quick = server.connect("127.0.0.1")) {
            send(quick, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n12345");
            assertThat(came.tryAcquire(5, 10, TimeUnit.SECONDS)).isTrue();
            now.addAndGet(NEARLY.toNanos());
            send(quick, "67890");

            assertThat(WebServer.answer(quick)).startsWith("HTTP/1.1 200").endsWith("10");
        }
    }

    @Test
    void withoutARateNobodyIsTooSlow() throws IOException {
        try (WebServer server = server(0);
                Socket slow = server.connect("127.0.0.1")) {
            send(slow, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n");

            assertThat(drip(slow)).startsWith("HTTP/1.1 200");
        }
    }
}
