package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.recording.InappropriateEvents;
import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * One request of a client's, from its headers to the record of its response. All of it happens on one event loop.
 *
 * <p>What it is at is a {@link CallState}, which changes by {@link CallTransitions} and in no other way.
 *
 * <ul>
 *   <li>Who may write to the client: {@link ResponseWriter} what the provider says, {@link CallerSide} what the gateway says
 *       in its stead; the one only while the caller waits, the other once.
 *   <li>Who may end it: {@link CallLife}, where an event leads to {@link CallState#DONE}; what it has is let go of here, by
 *       {@link #ended()}.
 *   <li>Who settles what is set aside on budgets: the call's record, or {@link CallSpending} where there is none.
 *   <li>Who releases a buffer: of the request its {@link RequestSource}, of the response {@link ProxiedResponse}, each when
 *       it has passed the buffer on or when the call ends.
 * </ul>
 */
public final class Call implements TimeoutListener {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final KeyUse use;
    private final CallLife life;
    private final CallerSide caller;
    private final CallSpending spending;
    private final RequestSource source;
    private final UpstreamExchange exchange;
    private final CallTimeouts times;
    private final long number;
    private @Nullable PostDisconnectDrain drain;

    public Call(GatewayContext gateway, EventLoopContext loop, CallClient client, AdmittedRequest request, KeyUse use) {
        InappropriateEvents events = gateway.metrics().inappropriateEvents();
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.use = use;
        this.number = loop.nextCall();
        this.life = new CallLife(events.watch("call", this::name), this::ended);
        this.caller = new CallerSide(client, events.watch("caller", this::name));
        this.spending = new CallSpending(gateway, request, events.watch("spending", this::name));
        this.times = new CallTimeouts(gateway);
        this.source = request.isReadWhole(gateway.options().limits().meteredBodyBytes())
                ? new BufferedRequest(gateway, loop, request, this)
                : new StreamingRequest(
                        gateway, loop, request, client, spending, this, events.watch("upload", this::name));
        this.exchange =
                new UpstreamExchange(gateway, loop, request, client, life, caller, spending, source, times, this);
        gateway.metrics().activeCalls().incrementAndGet();
        loop.watch(this);
    }

    /** What tells it from others, in the log. */
    private String name() {
        return "%d of its loop, to %s, of key %s"
                .formatted(
                        number,
                        request.upstream().provider(),
                        request.caller().key().id().value());
    }

    /** @throws RequestRejectedException if so much is too much */
    public void begin() {
        source.begin();
    }

    /** @throws RequestRejectedException if that is too much */
    public void body(HttpContent content) {
        times.clientSent(content.content().readableBytes());
        if (life.on(CallEvent.BODY_ARRIVED)) {
            source.body(content);
        } else {
            content.release();
        }
    }

    CallState state() {
        return life.state();
    }

    /** The body is there as a whole, and is being read. */
    void bodyWhole() {
        life.on(CallEvent.BODY_WHOLE);
    }

    /** The request can be sent, if its key may. */
    void prepared() {
        if (life.enters(CallState.JUDGING, CallEvent.PREPARED)) {
            request.permission().settle(loop.loop(), this::judged);
        }
    }

    void preparingFailed(Throwable cause) {
        gateway.recorder().failed(cause);
        if (life.enters(CallState.DONE, CallEvent.PREPARING_FAILED)) {
            caller.cut();
        }
    }

    /** The key may; whether the budgets let it out is asked for calls that are still there. */
    private void judged(@Nullable RequestRejectedException refused) {
        if (refused == null && life.state() == CallState.JUDGING) {
            spending.ask(source.model(), source.bounds(), loop.loop(), this::letOut);
        } else {
            letOut(refused);
        }
    }

    private void letOut(@Nullable RequestRejectedException refused) {
        if (refused == null) {
            if (life.enters(CallState.CONNECTING, CallEvent.ALLOWED)) {
                exchange.connect(false);
            }
        } else if (life.enters(CallState.DONE, CallEvent.FORBIDDEN)) {
            caller.refuse(refused);
        }
    }

    public void clientWritable() {
        if (exchange.link().isPaused()) {
            times.arrived();
            exchange.link().resume();
        }
    }

    /** The request itself is too much, though part of it may have been sent already. */
    public void refuseMidway(RequestRejectedException refused) {
        caller.wantsNoMore();
        exchange.breakOff(CallEvent.REQUEST_REFUSED, Failure.Kind.CANCELLED, true, refused);
    }

    /** It is refused, and the caller is told elsewhere. */
    public void dismiss() {
        life.on(CallEvent.REQUEST_REFUSED);
    }

    /** A buffer that it needs was refused: a caller who has seen nothing of a response is told so, and any other is cut. */
    public void noMemory() {
        boolean ends = exchange.breakOff(
                CallEvent.NO_MEMORY, Failure.Kind.CANCELLED, true, RequestRejectedException.noMemory());
        if (!ends) {
            caller.cut();
        }
    }

    /** The client has hung up. What the provider works on is heard to its end, within limits. */
    public void clientGone() {
        caller.left();
        if (life.on(CallEvent.CALLER_LEFT)) {
            exchange.callerGone();
            if (life.hasEntered(CallState.ABANDONED) || life.hasEntered(CallState.DRAINING)) {
                drain();
            }
        }
    }

    private void drain() {
        if (exchange.link().isRequestSent()) {
            drain = PostDisconnectDrain.begin(gateway, request.caller().key(), exchange.responseBytes());
        }
        if (drain == null) {
            drainSpent();
        } else {
            exchange.link().resume();
        }
    }

    private void drainSpent() {
        exchange.breakOff(CallEvent.DRAIN_SPENT, Failure.Kind.CANCELLED, true, RequestRejectedException.stopping());
    }

    /** More of the response has come. */
    void heardMore() {
        PostDisconnectDrain heard = drain;
        if (heard != null && life.state().isHeardOut() && heard.isTooMuch(exchange.responseBytes())) {
            drainSpent();
        }
    }

    /** The gateway stops and cannot wait. */
    void stop() {
        switch (life.state()) {
            case RECEIVING, PREPARING, ORPHANED, JUDGING, CONNECTING -> {
                life.on(CallEvent.STOPPED);
                caller.cut();
            }
            default ->
                exchange.breakOff(
                        CallEvent.STOPPED,
                        caller.isGone() ? Failure.Kind.CANCELLED : Failure.Kind.STREAM_INTERRUPTED,
                        true,
                        RequestRejectedException.stopping());
        }
    }

    @Override
    public void tick(long now) {
        switch (life.state()) {
            case RECEIVING, PREPARING, JUDGING, CONNECTING -> tickRequest(now);
            case SENT, STREAMING, DELIVERING -> tickProvider(now);
            case ABANDONED, DRAINING, SETTLING_OPEN -> tickDrain(now);
            case ORPHANED, SETTLING_WHOLE, SETTLING_BROKEN, FAILING, DONE -> {}
        }
    }

    private void tickRequest(long now) {
        if (times.bodyTooLate(source.waitsForClient(), now)) {
            refuseMidway(RequestRejectedException.bodyTooLate());
        }
    }

    private void tickProvider(long now) {
        if (times.tooLongInAll(now)) {
            timedOut();
        } else if (exchange.link().isPaused()) {
            exchange.resumeIfTaken();
        } else if (times.bodyTooLate(source.waitsForClient(), now)) {
            refuseMidway(RequestRejectedException.bodyTooLate());
        } else if (times.responseTooLate(now, exchange.hasResponse())) {
            timedOut();
        }
    }

    private void timedOut() {
        exchange.breakOff(
                CallEvent.TIMED_OUT,
                Failure.Kind.TIMEOUT,
                true,
                RequestRejectedException.providerTooLate(request.upstream().provider()));
    }

    private void tickDrain(long now) {
        if (drain == null) {
            tickProvider(now);
        } else if (drain.isTooLong(now)) {
            drainSpent();
        }
    }

    /** Lets go of all that it has. */
    private void ended() {
        if (drain != null) {
            drain.end();
        }
        exchange.over();
        source.over();
        spending.over();
        use.leave();
        loop.calls().giveBack(request.caller().key(), 1);
        loop.forget(this);
        gateway.metrics().activeCalls().decrementAndGet();
    }
}
