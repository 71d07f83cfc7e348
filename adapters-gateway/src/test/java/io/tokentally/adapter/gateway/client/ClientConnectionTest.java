package io.tokentally.adapter.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tokentally.adapter.gateway.Calls;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.call.CallUnderTest;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.http.StrictRequestDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client's connection does with what comes on it, without a network. */
class ClientConnectionTest {

    private static final String UNKNOWN_PATH = "GET /nowhere HTTP/1.1\r\nHost: g\r\n\r\n";
    private static final String HEALTH = "GET /health HTTP/1.1\r\nHost: g\r\n\r\n";

    private final CallUnderTest gateway = CallUnderTest.withDrains(1);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private @Nullable ClientConnection connection;

    @BeforeEach
    void connect() {
        ClientConnections connections = new ClientConnections(
                gateway.context().options(), gateway.context().ticker());
        HeldConnection held = Objects.requireNonNull(connections.admit(InetAddress.getLoopbackAddress()));
        WriteStallDetector untaken = new WriteStallDetector(
                channel, gateway.context().options().shares(), gateway.context().now());
        ResponseEncoder encoder = new ResponseEncoder();
        ClientConnection made =
                new ClientConnection(gateway.context(), gateway.loop(), connections, channel, encoder, held, untaken);
        connection = made;
        channel.pipeline()
                .addLast(
                        untaken,
                        new StrictRequestDecoder(gateway.context().options().limits()),
                        encoder,
                        made);
    }

    private ClientConnection connection() {
        return Objects.requireNonNull(connection);
    }

    @AfterEach
    void nothingIsLeft() {
        channel.finishAndReleaseAll();
        gateway.work();
        if (gateway.provider().connections() > 0) {
            gateway.provider().last().hangUp();
        }
        gateway.work();
        gateway.close();
        assertThat(gateway.gauge("calls.active")).isZero();
        assertThat(gateway.inappropriateEvents()).isZero();
    }

    /** The client sends bytes. @return what it is told since it was last asked */
    private String send(String text) {
        ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        channel.writeInbound(bytes);
        assertThat(channel.config().isAutoRead() && bytes.refCnt() > 0).isFalse();
        return told();
    }

    private String told() {
        gateway.run();
        channel.runPendingTasks();
        StringBuilder told = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            told.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return told.toString();
    }

    private void providerAnswers() {
        if (gateway.provider().last().isConnecting()) {
            gateway.provider().last().accept();
        }
        gateway.provider().last().say(Calls.ok(Calls.COMPLETION));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void whatIsSentAheadWaitsForItsTurn() {
        String call = Calls.chat(KnownKeys.USER_KEY);
        assertThat(send(call + call + UNKNOWN_PATH)).isEmpty();
        assertThat(gateway.gauge("calls.active")).isEqualTo(1);
        assertThat(channel.config().isAutoRead()).isFalse();

        providerAnswers();
        assertThat(told()).startsWith("HTTP/1.1 200 OK").endsWith(Calls.COMPLETION);
        assertThat(gateway.gauge("calls.active")).isEqualTo(1);
        assertThat(channel.config().isAutoRead()).isFalse();

        providerAnswers();
        String rest = told();
        assertThat(rest).startsWith("HTTP/1.1 200 OK").contains("HTTP/1.1 404 Not Found");
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void whoeverIsRefusedMayAskAgain() {
        assertThat(send(UNKNOWN_PATH)).startsWith("HTTP/1.1 404").doesNotContain("connection: close");
        assertThat(send(HEALTH)).startsWith("HTTP/1.1 200");
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void theBodyOfARequestThatIsRefusedIsThrownAway() {
        String head = "POST /nowhere HTTP/1.1\r\nHost: g\r\nContent-Length: 10\r\n\r\n";
        assertThat(send(head + "01234")).startsWith("HTTP/1.1 404");
        assertThat(send("56789" + HEALTH)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aBodyThatNobodyWantsHasALimit() {
        send("POST /nowhere HTTP/1.1\r\nHost: g\r\nContent-Length: 100000000\r\n\r\n");
        String megabyte = "x".repeat(1 << 20);
        int sent = 0;
        while (channel.isOpen() && sent < 20) {
            send(megabyte);
            sent++;
        }
        assertThat(sent).isBetween(8, 10);
    }

    @Test
    void aMalformedRequestIsTheLast() {
        String told = send("GET / HTTP/1.1\r\nHost: g\r\nNa me: x\r\n\r\n" + HEALTH);

        assertThat(told).startsWith("HTTP/1.1 400").contains("connection: close");
        assertThat(count(told, "HTTP/1.1")).isEqualTo(1);
    }

    @Test
    void whoWaitsToBeToldToGoOnIsTold() {
        String call = Calls.chat(KnownKeys.USER_KEY).replace("Host:", "Expect: 100-continue\r\nHost:");
        int body = call.indexOf("{");
        assertThat(send(call.substring(0, body))).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(send(call.substring(body))).isEmpty();

        providerAnswers();
        assertThat(told()).startsWith("HTTP/1.1 200 OK").doesNotContain("connection: close");
    }

    @Test
    void whoWaitsToBeToldToGoOnAndIsRefusedMayNotGoOn() {
        String told = send("POST /nowhere HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");

        assertThat(told).startsWith("HTTP/1.1 404").contains("connection: close");
    }

    @Test
    void aBodyThatBreaksTheRulesIsRefused() {
        send("POST /openai/v1/chat/completions HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer " + KnownKeys.USER_KEY
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n");
        String told = send("nonsense\r\n");

        assertThat(told).startsWith("HTTP/1.1 400").contains("connection: close");
        assertThat(gateway.gauge("calls.active")).isZero();
    }

    @Test
    void aRequestOfAnOlderVersionIsTheLast() {
        assertThat(send("GET /health HTTP/1.0\r\nHost: g\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("connection: close");
        assertThat(send(HEALTH)).isEmpty();
    }

    @Test
    void whatIsIdleEndsWhenTheGatewayStops() {
        connection().stop();

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void whatIsNotIdleEndsWithItsAnswer() {
        send(Calls.chat(KnownKeys.USER_KEY));
        gateway.context().stopping().set(true);
        connection().stop();
        assertThat(channel.isOpen()).isTrue();

        providerAnswers();
        assertThat(told()).contains("connection: close").endsWith(Calls.COMPLETION);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientWhoSendsNothingHasLessTimeThanOneWhoHasCalled() {
        gateway.letPass(Duration.ofSeconds(29));
        connection().tick(gateway.context().now());
        send(HEALTH);
        gateway.letPass(Duration.ofSeconds(74));
        connection().tick(gateway.context().now());
        assertThat(channel.isOpen()).isTrue();

        gateway.letPass(Duration.ofSeconds(2));
        connection().tick(gateway.context().now());
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientWhoSendsNothingAtAllIsCut() {
        gateway.letPass(Duration.ofSeconds(31));
        connection().tick(gateway.context().now());

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientWhoLingersIsCut() {
        send("POST /nowhere HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
        assertThat(channel.isOpen()).isTrue();
        gateway.letPass(Duration.ofSeconds(3));
        connection().tick(gateway.context().now());

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientWhoLeavesTakesTheirCallAlong() {
        String call = Calls.chat(KnownKeys.USER_KEY);
        send(call.substring(0, call.length() - 5));
        assertThat(gateway.gauge("calls.active")).isEqualTo(1);
        var unused = channel.close();
        channel.runPendingTasks();

        assertThat(gateway.gauge("calls.active")).isZero();
    }

    @Test
    void whatIsSentAheadByAClientWhoLeavesIsReleased() {
        String call = Calls.chat(KnownKeys.USER_KEY);
        send(call);
        ByteBuf ahead = Unpooled.copiedBuffer(call, StandardCharsets.ISO_8859_1);
        channel.writeInbound(ahead);
        assertThat(ahead.refCnt()).isPositive();
        var unused = channel.close();
        channel.runPendingTasks();

        assertThat(ahead.refCnt()).isZero();
    }

    @Test
    void whereABufferIsRefusedTheCallerIsTold() {
        String call = Calls.chat(KnownKeys.USER_KEY);
        send(call.substring(0, call.length() - 5));
        channel.pipeline().fireExceptionCaught(new OutOfMemoryError("planted"));

        assertThat(told()).startsWith("HTTP/1.1 503").contains("connection: close");
        assertThat(gateway.gauge("calls.active")).isZero();
    }

    /** An earlier gateway answered them twice. */
    @Test
    void whoeverHasTheirAnswerIsToldNothingMoreOfABuffer() {
        assertThat(send("POST /nowhere HTTP/1.1\r\nHost: g\r\nContent-Length: 10\r\n\r\n01234"))
                .startsWith("HTTP/1.1 404");
        channel.pipeline().fireExceptionCaught(new OutOfMemoryError("planted"));

        assertThat(told()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aConnectionThatBreaksIsNobodysFault() {
        channel.pipeline().fireExceptionCaught(new IOException("reset"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(gateway.failures()).isEmpty();
    }

    @Test
    void anyOtherFaultIsTold() {
        channel.pipeline().fireExceptionCaught(new IllegalStateException("planted"));

        assertThat(channel.isOpen()).isFalse();
        assertThat(gateway.failures()).hasSize(1);
    }
}
