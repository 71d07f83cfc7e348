package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.adapter.gateway.upstream.UpstreamListener;
import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/** One request of a client's, from its headers to the record of its response. All of it happens on one event loop. */
public final class Call implements TimeoutListener, ProxiedResponse.Listener, UpstreamListener {

    private static final int MAX_HELD = 64 << 10;

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final CallClient client;
    private final AdmittedRequest request;
    private final KeyUse use;
    private final RequestSource source;
    private final UpstreamExchange exchange;
    private final CallTimeouts times;
    private @Nullable ProxiedResponse response;
    private @Nullable PostDisconnectDrain drain;
    private boolean callerGone;
    private boolean failing;
    private boolean over;

    public Call(GatewayContext gateway, EventLoopContext loop, CallClient client, AdmittedRequest request, KeyUse use) {
        this.gateway = gateway;
        this.loop = loop;
        this.client = client;
        this.request = request;
        this.use = use;
        this.source = request.isMetered()
                        || !request.outbound().hasBody()
                        || request.permission().readsBody()
                ? new BufferedRequest(gateway, loop, request, this)
                : new StreamingRequest(gateway, request, client, this);
        this.exchange = new UpstreamExchange(gateway, loop, request, source, this);
        this.times = new CallTimeouts(gateway);
        gateway.metrics().activeCalls().incrementAndGet();
        loop.watch(this);
    }

    /** @throws RequestRejectedException if so much is too much */
    public void begin() {
        source.begin();
    }

    /** @throws RequestRejectedException if that is too much */
    public void body(HttpContent content) {
        times.clientSent(content.content().readableBytes());
        if (over || failing) {
            content.release();
        } else {
            source.body(content);
        }
    }

    /** The request can be sent, if its key may. */
    void ready() {
        if (callerGone) {
            over();
        } else {
            request.permission().settle(loop.loop(), this::judged);
        }
    }

    private void judged(@Nullable RequestRejectedException refused) {
        if (over || failing) {
            return;
        }
        if (callerGone || refused != null) {
            over();
        } else {
            exchange.begin();
        }
        if (!callerGone && refused != null) {
            client.refuse(refused);
        }
    }

    boolean waitsForProvider() {
        return !over && !failing && !callerGone;
    }

    /** It was not sent, since nobody waits for it any longer. */
    void notSent() {
        if (!failing) {
            over();
        }
    }

    void sending() {
        times.sent();
    }

    void notConnected(Throwable cause) {
        if (over || callerGone) {
            over();
        } else if (cause instanceof RequestRejectedException refused) {
            over();
            client.refuse(refused);
        } else {
            fail(
                    Failure.Kind.CONNECTION_FAILED,
                    false,
                    RequestRejectedException.unreachable(request.upstream().provider(), "could not be reached"));
        }
    }

    @Override
    public void upstreamWritable() {
        source.upstreamWritable();
    }

    @Override
    public void answered(HttpResponse received) {
        if (over || failing || !exchange.isConnected()) {
            return;
        }
        times.arrived();
        source.answered();
        gateway.metrics()
                .answered(
                        request.upstream().provider().value(), received.status().code());
        response = ProxiedResponse.begin(gateway, loop, client, request, exchange.record(), received, this);
        if (callerGone) {
            response.callerGone();
        }
    }

    @Override
    public void arrived(HttpContent content) {
        ProxiedResponse current = response;
        if (current == null || over) {
            content.release();
            return;
        }
        times.arrived();
        boolean last = content instanceof LastHttpContent;
        if (last) {
            exchange.letGo();
        }
        try {
            current.arrived(content);
        } catch (RuntimeException | StackOverflowError e) {
            gateway.recorder().failed(e);
            undeliverable(false);
            return;
        }
        if (!over && !callerGone && isHeldUp(current)) {
            exchange.pause();
        }
        if (drain != null && !over && drain.isTooMuch(current.bytes())) {
            abort(Failure.Kind.CANCELLED);
        }
    }

    /** Whether no more can be passed on for now. */
    private boolean isHeldUp(ProxiedResponse current) {
        return !client.isWritable() || current.heldBytes() > MAX_HELD;
    }

    @Override
    public void readComplete() {
        if (response != null && !over) {
            response.readComplete();
        }
    }

    public void clientWritable() {
        if (exchange.isPaused()) {
            times.arrived();
            exchange.resume();
        }
    }

    @Override
    public void answeredGarbage() {
        exchange.letGo();
        fail(
                Failure.Kind.INVALID_RESPONSE,
                true,
                RequestRejectedException.unreachable(request.upstream().provider(), "answered what is no HTTP"));
    }

    @Override
    public void upstreamClosed(UpstreamConnection closed) {
        if (over || failing || !exchange.isOn(closed)) {
            return;
        }
        exchange.letGo();
        if (response != null) {
            response.broken(callerGone ? Failure.Kind.CANCELLED : Failure.Kind.STREAM_INTERRUPTED);
        } else if (callerGone || !exchange.sendAgain(closed)) {
            fail(
                    callerGone ? Failure.Kind.CANCELLED : Failure.Kind.CONNECTION_FAILED,
                    !closed.writeFailed(),
                    RequestRejectedException.unreachable(
                            request.upstream().provider(), "closed the connection without an answer"));
        }
    }

    /** The request itself is too much, though part of it has been sent already. */
    public void refuseMidway(RequestRejectedException refused) {
        if (exchange.isConnected() && response == null) {
            fail(Failure.Kind.CANCELLED, true, refused);
        } else if (response == null) {
            over();
            client.refuse(refused);
        }
    }

    /** A buffer that it needs was refused. */
    @Override
    public void noMemory() {
        if (response == null && !failing && !over) {
            if (exchange.isConnected()) {
                fail(Failure.Kind.CANCELLED, true, RequestRejectedException.noMemory());
            } else {
                over();
                client.refuse(RequestRejectedException.noMemory());
            }
        } else {
            client.cut();
        }
    }

    /** No response comes: the caller is told when the record is kept. */
    private void fail(Failure.Kind kind, boolean mayHaveArrived, RequestRejectedException refused) {
        if (over || failing) {
            return;
        }
        failing = true;
        exchange.close();
        gateway.recorder()
                .record(
                        exchange.record()
                                .call(request.exchange().unanswered(kind, mayHaveArrived), callerGone, gateway.now()),
                        loop.loop(),
                        kept -> failed(kept ? refused : null));
    }

    private void failed(@Nullable RequestRejectedException refused) {
        over();
        if (!callerGone && refused != null) {
            client.refuse(refused);
        } else if (!callerGone) {
            client.cut();
        }
    }

    /** The provider is not listened to any longer. */
    private void abort(Failure.Kind kind) {
        ProxiedResponse current = response;
        if (over || failing) {
            return;
        }
        if (current != null) {
            exchange.close();
            current.broken(kind);
        } else if (kind == Failure.Kind.TIMEOUT) {
            fail(
                    kind,
                    true,
                    RequestRejectedException.providerTooLate(request.upstream().provider()));
        } else {
            fail(kind, true, RequestRejectedException.stopping());
        }
    }

    /** The client has hung up. What the provider works on is heard to its end, within limits. */
    public void clientGone() {
        callerGone = true;
        if (over || failing) {
            return;
        }
        if (!exchange.isConnected() && response == null) {
            if (!source.isBusy()) {
                over();
            }
            return;
        }
        boolean settling = response != null && response.isSettling();
        if (!settling && exchange.isConnected()) {
            drain();
        }
        if (!over && response != null) {
            response.callerGone();
        }
    }

    private void drain() {
        if (exchange.isRequestSent()) {
            drain = PostDisconnectDrain.begin(gateway, request.caller().key(), response == null ? 0 : response.bytes());
        }
        if (drain == null) {
            abort(Failure.Kind.CANCELLED);
        } else {
            exchange.resume();
        }
    }

    /** The gateway stops and cannot wait. */
    void stop() {
        if (!exchange.isConnected() && response == null && !failing) {
            client.cut();
            over();
        } else if (response == null || !response.isSettling()) {
            abort(callerGone ? Failure.Kind.CANCELLED : Failure.Kind.STREAM_INTERRUPTED);
        }
    }

    /** A caller who has the last byte may call again at once: by then this call no longer counts. */
    @Override
    public void delivering() {
        exchange.close();
        over();
    }

    @Override
    public void delivered() {
        if (!callerGone) {
            client.answered();
        }
    }

    @Override
    public void undeliverable(boolean recordKept) {
        if (over) {
            return;
        }
        exchange.close();
        over();
        if (!callerGone && recordKept && response != null && !response.isBegun()) {
            client.refuse(
                    RequestRejectedException.unreachable(request.upstream().provider(), "broke off its answer"));
        } else if (!callerGone) {
            client.cut();
        }
    }

    @Override
    public void tick(long now) {
        if (over || failing) {
            return;
        }
        if (drain != null) {
            if (drain.isTooLong(now)) {
                abort(Failure.Kind.CANCELLED);
            }
        } else if (exchange.isConnected()) {
            tickConnected(now);
        } else if (response == null && isBodyTooLate(now)) {
            over();
            client.refuse(RequestRejectedException.bodyTooLate());
        }
    }

    private void tickConnected(long now) {
        if (times.tooLongInAll(now)) {
            abort(Failure.Kind.TIMEOUT);
        } else if (exchange.isPaused()) {
            if (response != null && !isHeldUp(response)) {
                exchange.resume();
            }
        } else if (isBodyTooLate(now)) {
            refuseMidway(RequestRejectedException.bodyTooLate());
        } else if (times.responseTooLate(now, response != null)) {
            abort(Failure.Kind.TIMEOUT);
        }
    }

    private boolean isBodyTooLate(long now) {
        boolean waits = source.waitsForClient();
        return times.clientTooSlow(waits, now) || (waits && times.clientIdleTooLong(now));
    }

    public void over() {
        if (!over) {
            over = true;
            if (drain != null) {
                drain.end();
            }
            source.over();
            use.leave();
            loop.calls().giveBack(request.caller().key(), 1);
            loop.forget(this);
            gateway.metrics().activeCalls().decrementAndGet();
        }
    }
}
