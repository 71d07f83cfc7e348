package io.tokentally.bootstrap.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionSharesTest {

    private static final int SHARE = 3;

    private final List<IpRange> full = new ArrayList<>();
    private final ConnectionShares shares =
            new ConnectionShares(SHARE, new TrustedProxies(List.of(IpRange.parse("10.0.0.0/8"))), full::add);

    private static final class Connection implements Channel {

        private boolean open = true;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    @Test
    void aClientHasItsShareAndNoMore() {
        Connection first = new Connection();
        assertThat(shares.admit(address("192.0.2.1"), first)).isTrue();
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isFalse();
        assertThat(full).containsExactly(IpRange.parse("192.0.2.1"));
        assertThat(admit("192.0.2.2")).isTrue();

        first.close();
        assertThat(admit("192.0.2.1")).isTrue();
        assertThat(admit("192.0.2.1")).isFalse();
    }

    @Test
    void aSubscribersBlockIsOneClient() {
        for (int i = 0; i < SHARE; i++) {
            assertThat(admit("2001:db8:1:2::" + i)).isTrue();
        }

        assertThat(admit("2001:db8:1:2:ffff::1")).isFalse();
        assertThat(admit("2001:db8:1:3::1")).isTrue();
    }

    @Test
    void aTrustedProxySpeaksForMany() {
        for (int i = 0; i < 10 * SHARE; i++) {
            assertThat(admit("10.1.2.3")).isTrue();
        }
        assertThat(full).isEmpty();
    }

    @Test
    void whoIsGoneIsForgotten() {
        for (int i = 0; i < 5_000; i++) {
            Connection connection = new Connection();
            assertThat(shares.admit(address("192.%d.%d.1".formatted(i / 250, i % 250)), connection))
                    .isTrue();
            connection.close();
        }

        assertThat(shares.clients()).isLessThan(1_100);
    }

    @Test
    void theWebPortHangsUpOnTheSurplusAndServesTheOthers() throws IOException {
        ConnectionShares onLoopback = new ConnectionShares(SHARE, new TrustedProxies(List.of()), full::add);
        List<Socket> idle = new ArrayList<>();
        try (WebServer server = WebServer.with(new Greeting(), factory -> {
            factory.setProtocol(SharedHttp11NioProtocol.class.getName());
            factory.addConnectorCustomizers(
                    connector -> ((SharedHttp11NioProtocol) connector.getProtocolHandler()).share(onLoopback));
        })) {
            for (int i = 0; i < SHARE; i++) {
                idle.add(server.connect("127.0.0.1"));
            }
            try (Socket surplus = server.connect("127.0.0.1")) {
                assertThat(answerOrNothing(surplus)).isEmpty();
            }
            try (Socket other = server.connect("127.0.0.2")) {
                assertThat(answerOrNothing(other)).contains("hello");
            }

            idle.getFirst().setSoLinger(true, 0);
            idle.getFirst().close();
            assertThat(full).isNotEmpty();
            awaitAnswer(server);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    private static void awaitAnswer(WebServer server) throws IOException {
        for (int i = 0; i < 100; i++) {
            try (Socket again = server.connect("127.0.0.1")) {
                if (answerOrNothing(again).contains("hello")) {
                    return;
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("A connection that was closed still counts");
    }

    private static String answerOrNothing(Socket socket) throws IOException {
        try {
            return WebServer.ask(socket, "/");
        } catch (SocketException e) {
            // Hung up on while we wrote.
            return "";
        }
    }

    private boolean admit(String peer) {
        return shares.admit(address(peer), new Connection());
    }

    private static InetAddress address(String literal) {
        return ClientAddress.parse(literal).orElseThrow().address();
    }

    private static final class Greeting extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("hello");
        }
    }
}
