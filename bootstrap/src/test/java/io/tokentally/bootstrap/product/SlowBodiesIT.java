package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Who sends a byte now and then is given up with a word, at each kind of door, and holds no thread meanwhile for longer. */
@ProductTest
@TestPropertySource(properties = {"tokentally.demo=true", "tokentally.web.least-rate.grace=1s"})
class SlowBodiesIT {

    private static final int BETWEEN_BYTES_MS = 100;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "/login, application/x-www-form-urlencoded",
        "/forgotten, application/x-www-form-urlencoded",
        "/api/v1/keys, application/json"
    })
    void whoSendsAByteNowAndThenIsToldThatItTookTooLong(String path, String type) throws IOException {
        String credentials =
                Base64.getEncoder().encodeToString("member@acme.example:demo".getBytes(StandardCharsets.UTF_8));
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, """
                    POST %s HTTP/1.1
                    Host: localhost
                    Origin: http://localhost
                    %sContent-Type: %s
                    Content-Length: 10000

                    """.replace("\n", "\r\n").formatted(
                    path, path.startsWith("/api") ? "Authorization: Basic " + credentials + "\r\n" : "", type));
            answer = drip(socket);
        }

        assertThat(answer).startsWith("HTTP/1.1 408").doesNotContain("Exception", "\tat ");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** All that the server says, once it does. */
    private static String drip(Socket socket) throws IOException {
        socket.setSoTimeout(BETWEEN_BYTES_MS);
        for (int i = 0; i < 5_000; i++) {
            send(socket, "x");
            try {
                int first = socket.getInputStream().read();
                socket.setSoTimeout(10_000);
                return (char) first + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException e) {
                // It waits for more.
            }
        }
        return "waits on";
    }
}
