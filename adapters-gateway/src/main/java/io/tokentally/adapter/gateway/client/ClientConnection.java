package io.tokentally.adapter.gateway.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.tokentally.adapter.gateway.call.Call;
import io.tokentally.adapter.gateway.call.EventLoopContext;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.call.SlowSide;
import io.tokentally.adapter.gateway.call.TimeoutListener;
import io.tokentally.adapter.gateway.client.ClientState.Event;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.state.StateMachine;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * A client's connection: one request at a time. What a client sends ahead waits, and no more of it is read meanwhile; yet
 * that it hangs up is noticed.
 *
 * <p>What it is at is a {@link ClientState}. Requests come in by {@link RequestReceiver}, answers go out by {@link
 * ClientResponses}, and what comes ahead of its turn is in {@link PipelinedMessages}; it ends here, by {@link
 * ConnectionClosing}.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter
        implements TimeoutListener, ClientResponses.Listener {

    /** For which a client may stall with the rest of a body whose answer is out: nobody waits for that any more. */
    private static final Duration REST_GRACE = Duration.ofSeconds(5);

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final ClientConnections connections;
    private final HeldConnection held;
    private final StateMachine<ClientState, Event> life;
    private final PipelinedMessages ahead = new PipelinedMessages();
    private final ClientResponses responses;
    private final RequestReceiver requests;
    private final ConnectionClosing closing;
    private long since;

    public ClientConnection(
            GatewayContext gateway,
            EventLoopContext loop,
            ClientConnections connections,
            Channel channel,
            ResponseEncoder encoder,
            HeldConnection held,
            WriteStallDetector untaken) {
        this.gateway = gateway;
        this.loop = loop;
        this.connections = connections;
        this.held = held;
        this.life = new StateMachine<>(
                ClientState.TABLE,
                ClientState.FRESH,
                gateway.metrics()
                        .inappropriateEvents()
                        .watch("client connection", () -> channel.id().asShortText()));
        this.responses = new ClientResponses(gateway, channel, encoder, ahead, this);
        this.since = gateway.now();
        SlowSide rest = new SlowSide(gateway.options().shares().withGraceOfAtMost(REST_GRACE), since);
        this.requests = new RequestReceiver(
                life, responses, new RequestValidator(gateway, loop, connections, held, responses), rest);
        this.closing = new ConnectionClosing(channel, untaken, gateway.options().timeouts(), rest);
        held.onClosing(() -> loop.loop().execute(this::makeRoom));
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        loop.watch(this);
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (life.state().isEnding()) {
            ReferenceCountUtil.release(message);
        } else if (life.state() == ClientState.ANSWERING || !ahead.isEmpty()) {
            ahead.add(message);
            responses.pause();
        } else {
            take(message);
        }
    }

    private void take(Object message) {
        if (message instanceof HttpRequest request) {
            held.busy();
            requests.headers(request);
        }
        if (message instanceof HttpContent content) {
            requests.body(content);
            goOn();
        }
    }

    /** Takes what was sent ahead, if its turn has come. */
    private void goOn() {
        boolean isOutermost = ahead.handOn(this::isNextsTurn, this::take);
        if (!isOutermost) {
            return;
        }
        if (life.state().isYielding()) {
            responses.resume();
        }
        if (life.state().isYielding()) {
            held.idle(since);
        }
    }

    private boolean isNextsTurn() {
        return !life.state().isEnding() && life.state() != ClientState.ANSWERING;
    }

    @Override
    public void answered(AfterAnswer after) {
        requests.letGo();
        since = gateway.now();
        boolean stays = after == AfterAnswer.STAYS_OPEN;
        if (!life.on(stays ? Event.ANSWERED : Event.ANSWERED_LAST)) {
            return;
        }
        if (stays) {
            goOn();
        } else {
            closeGently();
        }
    }

    private void closeGently() {
        ahead.release();
        responses.resume();
        if (life.state() == ClientState.LINGERING) {
            closing.shutOutputBehindAnswer();
        } else {
            closing.closeBehindAnswer();
        }
    }

    /** Ends it so that the client sees that something is missing. */
    @Override
    public void cut() {
        if (life.on(Event.CUT)) {
            closing.close();
        }
    }

    /** The gateway stops: what is idle ends now, and what is not with its response. */
    public void stop() {
        if (life.enters(ClientState.CLOSED, Event.YIELD)) {
            closing.close();
        }
    }

    /** Others need its place more than it does, unless a request has come meanwhile. */
    private void makeRoom() {
        stop();
        if (!life.state().isEnding()) {
            connections.stays(held);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        loop.forget(this);
        life.on(Event.INACTIVE);
        gateway.metrics().clients().decrementAndGet();
        ahead.release();
        Call current = requests.letGo();
        if (current != null) {
            current.clientGone();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Call current = requests.call();
        if (current != null && responses.isWritable()) {
            current.clientWritable();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofClient = cause instanceof IOException
                || (cause instanceof DecoderException && cause.getCause() instanceof SSLException);
        if (cause instanceof OutOfMemoryError) {
            noMemory();
            return;
        }
        if (!ofClient) {
            gateway.recorder().failed(cause);
        }
        cut();
    }

    /**
     * A buffer was refused. Whoever has seen nothing of a response is told, in a few bytes of the heap, and the gateway goes
     * on.
     */
    private void noMemory() {
        responses.closeAfterResponse();
        Call current = requests.call();
        if (current != null && !life.state().isEnding()) {
            current.noMemory();
        } else if (life.state() == ClientState.RECEIVING) {
            responses.refuse(RequestRejectedException.noMemory());
        } else {
            cut();
        }
    }

    @Override
    public void tick(long now) {
        if (closing.isDue(life.state(), since, now)) {
            cut();
        }
    }
}
