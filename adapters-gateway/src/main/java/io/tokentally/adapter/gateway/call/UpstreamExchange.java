package io.tokentally.adapter.gateway.call;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.recording.CallRecord;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.adapter.gateway.upstream.UpstreamListener;
import io.tokentally.adapter.gateway.upstream.UpstreamPool;
import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a call with its provider: the connection that it has, what is sent and comes on it, and what will be
 * recorded of it. A connection that had gone stale in the pool is replaced, once.
 */
final class UpstreamExchange implements UpstreamPool.Waiting, UpstreamListener {

    private static final int MAX_HELD = 64 << 10;

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final CallClient client;
    private final CallLife life;
    private final CallerSide caller;
    private final CallSpending spending;
    private final RequestSource source;
    private final CallTimeouts times;
    private final Call call;
    private final UpstreamLink link = new UpstreamLink();
    private @Nullable CallRecord record;
    private @Nullable ProxiedResponse response;

    UpstreamExchange(
            GatewayContext gateway,
            EventLoopContext loop,
            AdmittedRequest request,
            CallClient client,
            CallLife life,
            CallerSide caller,
            CallSpending spending,
            RequestSource source,
            CallTimeouts times,
            Call call) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.client = client;
        this.life = life;
        this.caller = caller;
        this.spending = spending;
        this.source = source;
        this.times = times;
        this.call = call;
    }

    /** @param fresh whether it must be a new connection */
    void connect(boolean fresh) {
        record = newRecord();
        loop.pool(request.upstream()).acquire(this, fresh);
    }

    private CallRecord newRecord() {
        return new CallRecord(
                request.attribution(),
                request.exchange().operation(),
                request.upstream().provider(),
                source.model(),
                spending.madeAt(),
                gateway.now(),
                request.caller().trace());
    }

    @Override
    public void connected(UpstreamConnection connected) {
        if (!life.enters(CallState.SENT, CallEvent.CONNECTED)) {
            connected.giveBack();
            return;
        }
        spending.sent();
        record = newRecord();
        times.sent();
        link.use(connected);
        connected.begin(this);
        try {
            source.send(connected);
        } catch (RequestRejectedException refused) {
            breakOff(CallEvent.REQUEST_REFUSED, Failure.Kind.CONNECTION_FAILED, false, refused);
        }
    }

    @Override
    public void notConnected(Throwable cause) {
        if (cause instanceof RequestRejectedException refused) {
            breakOff(CallEvent.NO_CONNECTION_FREE, Failure.Kind.CONNECTION_FAILED, false, refused);
        } else {
            breakOff(
                    CallEvent.NOT_CONNECTED,
                    Failure.Kind.CONNECTION_FAILED,
                    false,
                    unreachable("could not be reached"));
        }
    }

    @Override
    public void upstreamWritable() {
        if (life.on(CallEvent.UPSTREAM_WRITABLE)) {
            source.upstreamWritable();
        }
    }

    @Override
    public void answered(HttpResponse received) {
        int status = received.status().code();
        ProxiedResponse begun =
                ProxiedResponse.begin(gateway, loop, client, request, life, caller, spending, record(), received);
        if (!life.on(CallEvent.RESPONSE_BEGAN)) {
            begun.close();
            return;
        }
        response = begun;
        times.arrived();
        source.answered();
        gateway.metrics().answered(request.upstream().provider().value(), status);
    }

    @Override
    public void answeredGarbage() {
        breakOff(
                CallEvent.RESPONSE_UNREADABLE,
                Failure.Kind.INVALID_RESPONSE,
                true,
                unreachable("answered what is no HTTP"));
    }

    @Override
    public void arrived(HttpContent content) {
        ProxiedResponse current = response;
        if (current == null || !life.on(CallEvent.RESPONSE_ARRIVED)) {
            content.release();
            return;
        }
        times.arrived();
        if (content instanceof LastHttpContent) {
            link.letGo();
        }
        try {
            current.arrived(content);
        } catch (RuntimeException | StackOverflowError e) {
            gateway.recorder().failed(e);
            life.on(CallEvent.READING_FAILED);
            caller.cut();
        }
        if (caller.isWaiting() && isHeldUp()) {
            link.pause();
        }
        call.heardMore();
    }

    /** Whether no more can be passed on for now. */
    private boolean isHeldUp() {
        return !caller.isWritable() || (response != null && response.heldBytes() > MAX_HELD);
    }

    @Override
    public void readComplete() {
        if (response != null) {
            response.readComplete();
        }
    }

    @Override
    public void upstreamClosed(UpstreamConnection closed) {
        link.letGo();
        if (response == null && !caller.isGone() && maySendAgain(closed)) {
            if (life.enters(CallState.CONNECTING, CallEvent.CONNECTION_STALE)) {
                connect(true);
            }
        } else {
            breakOff(
                    CallEvent.BROKE_OFF,
                    brokenBy(),
                    !closed.writeFailed(),
                    unreachable("closed the connection without an answer"));
        }
    }

    private Failure.Kind brokenBy() {
        return caller.isGone()
                ? Failure.Kind.CANCELLED
                : response == null ? Failure.Kind.CONNECTION_FAILED : Failure.Kind.STREAM_INTERRUPTED;
    }

    /** Only what had gone stale in the pool is replaced, by a fresh connection and so once, and only if the provider cannot have begun to work on it. */
    private boolean maySendAgain(UpstreamConnection closed) {
        return closed.isReused()
                && source.isRepeatable()
                && (closed.writeFailed() || request.outbound().isRepeatable());
    }

    @Override
    public void noMemory() {
        call.noMemory();
    }

    /**
     * The provider is not listened to any longer.
     *
     * @param event says why
     * @param mayHaveArrived whether the provider may have worked on the request
     * @param refused what the caller is told if no response has begun
     * @return whether the call is at another state for it
     */
    boolean breakOff(CallEvent event, Failure.Kind kind, boolean mayHaveArrived, RequestRejectedException refused) {
        ProxiedResponse current = response;
        if (!life.on(event) || life.state() == life.previous()) {
            return false;
        }
        if (life.hasEntered(CallState.FAILING)) {
            fail(kind, mayHaveArrived, refused);
        } else if (current != null && life.hasEntered(CallState.SETTLING_BROKEN)) {
            link.close();
            current.broken(kind);
        } else if (current != null) {
            current.breakOff();
        } else {
            caller.refuse(refused);
        }
        return true;
    }

    /** No response comes: the caller is told when the record is kept. */
    private void fail(Failure.Kind kind, boolean mayHaveArrived, RequestRejectedException refused) {
        link.close();
        source.over();
        gateway.recorder()
                .record(
                        record().call(
                                        request.exchange().unanswered(kind, mayHaveArrived),
                                        caller.isGone(),
                                        gateway.now()),
                        spending.settle(),
                        loop.loop(),
                        kept -> failed(kept, refused));
    }

    private void failed(boolean kept, RequestRejectedException refused) {
        if (life.enters(CallState.DONE, kept ? CallEvent.RECORD_KEPT : CallEvent.RECORD_LOST)) {
            if (kept) {
                caller.fail(refused);
            } else {
                caller.cut();
            }
        }
    }

    private RequestRejectedException unreachable(String why) {
        return RequestRejectedException.unreachable(request.upstream().provider(), why);
    }

    /** Of what was sent last, or would have been. */
    private CallRecord record() {
        CallRecord sent = record;
        return sent == null ? newRecord() : sent;
    }

    boolean hasResponse() {
        return response != null;
    }

    /** How many bytes of a response have come. */
    long responseBytes() {
        return response == null ? 0 : response.bytes();
    }

    /** The connection that it has. */
    UpstreamLink link() {
        return link;
    }

    /** Goes on reading if more can be passed on by now. */
    void resumeIfTaken() {
        if (response != null && !isHeldUp()) {
            link.resume();
        }
    }

    /** Nobody listens any more. */
    void callerGone() {
        if (response != null) {
            response.callerGone();
        }
    }

    /** Hangs up, and lets go of what is left of the response. */
    void over() {
        link.close();
        if (response != null) {
            response.close();
        }
    }
}
