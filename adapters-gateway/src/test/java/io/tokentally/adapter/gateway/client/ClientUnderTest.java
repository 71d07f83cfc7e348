package io.tokentally.adapter.gateway.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.call.CallUnderTest;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.adapter.gateway.state.StateMachine;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The parts of a client's connection, put together without the connection: a test plays that, on one thread. */
final class ClientUnderTest implements ClientResponses.Listener, AutoCloseable {

    final CallUnderTest gateway = CallUnderTest.withDrains(1);
    final PipelinedMessages ahead = new PipelinedMessages();
    final List<String> told = new ArrayList<>();
    final List<String> inappropriate = new ArrayList<>();
    final StateMachine<ClientState, ClientState.Event> life = new StateMachine<>(
            ClientState.TABLE, ClientState.FRESH, (state, event) -> inappropriate.add(state + " " + event));
    final ClientResponses responses;
    final RequestValidator validator;
    final SlowSide rest = new SlowSide(new GatewayShares(25, 50, 25, 1_000, Duration.ofSeconds(1)), 0);
    final RequestReceiver receiver;
    private final EmbeddedChannel channel;

    ClientUnderTest() {
        ResponseEncoder encoder = new ResponseEncoder();
        channel = new EmbeddedChannel(encoder);
        ClientConnections connections = new ClientConnections(
                gateway.context().options(), gateway.context().ticker());
        HeldConnection held = Objects.requireNonNull(connections.admit(InetAddress.getLoopbackAddress()));
        responses = new ClientResponses(gateway.context(), channel, encoder, ahead, this);
        validator = new RequestValidator(gateway.context(), gateway.loop(), connections, held, responses);
        receiver = new RequestReceiver(life, responses, validator, rest);
    }

    static HttpRequest request(HttpMethod method, String target) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, target);
        request.headers().set("host", "gateway");
        return request;
    }

    /** A chat that the gateway lets through. */
    static HttpRequest chat() {
        HttpRequest request = request(HttpMethod.POST, "/openai/v1/chat/completions");
        request.headers()
                .set("authorization", "Bearer " + KnownKeys.USER_KEY)
                .set("content-type", "application/json")
                .set("content-length", 5);
        return request;
    }

    static HttpContent piece(int bytes) {
        return new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    static HttpContent lastPiece(int bytes) {
        return new DefaultLastHttpContent(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** What was written since it was last asked. */
    String written() {
        gateway.run();
        StringBuilder written = new StringBuilder();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            written.append(piece.toString(StandardCharsets.ISO_8859_1));
            piece.release();
        }
        return written.toString();
    }

    @Override
    public void answered(AfterAnswer after) {
        told.add(after.name());
        Call unused = receiver.letGo();
        life.on(after == AfterAnswer.STAYS_OPEN ? ClientState.Event.ANSWERED : ClientState.Event.ANSWERED_LAST);
    }

    @Override
    public void cut() {
        told.add("CUT");
        life.on(ClientState.Event.CUT);
    }

    @Override
    public void close() {
        Call current = receiver.letGo();
        if (current != null) {
            current.clientGone();
        }
        gateway.work();
        channel.finishAndReleaseAll();
        gateway.close();
    }
}
