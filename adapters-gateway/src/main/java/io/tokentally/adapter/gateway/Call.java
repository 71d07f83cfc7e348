package io.tokentally.adapter.gateway;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.KeyLimiter.KeyUse;
import io.tokentally.application.port.out.provider.AnswerReader;
import io.tokentally.application.port.out.provider.Refusal;
import io.tokentally.domain.metering.Outcome.Failure;
import org.jspecify.annotations.Nullable;

/** One request of a client's, from its head to the record of its answer. All of it happens on one event loop. */
final class Call implements Watched, UpstreamPool.Waiting, Answer.Listener {

    private static final int MOST_HELD = 64 << 10;

    private final GatewayContext gateway;
    private final LoopState loop;
    private final ClientConnection client;
    private final Opening opening;
    private final KeyUse use;
    private final RequestSource source;
    private final CallClock times;
    private @Nullable UpstreamConnection connection;
    private @Nullable CallRecord record;
    private @Nullable Answer answer;
    private @Nullable AnswerWriter writer;
    private @Nullable Drain drain;
    private boolean retried;
    private boolean callerGone;
    private boolean failing;
    private boolean over;

    Call(GatewayContext gateway, LoopState loop, ClientConnection client, Opening opening, KeyUse use) {
        this.gateway = gateway;
        this.loop = loop;
        this.client = client;
        this.opening = opening;
        this.use = use;
        this.source = opening.isMetered() || !opening.forwarding().hasBody()
                ? new GatheredRequest(gateway, loop, opening, this)
                : new StreamedRequest(gateway, opening, client, this);
        this.times = new CallClock(gateway);
        gateway.metrics().activeCalls().incrementAndGet();
        loop.watch(this);
    }

    /** @throws Refused if so much is too much */
    void begin() {
        source.begin();
    }

    /** @throws Refused if that is too much */
    void body(HttpContent content) {
        times.clientActive();
        if (over || failing) {
            content.release();
        } else {
            source.body(content);
        }
    }

    /** The request can be sent. */
    void ready() {
        if (callerGone) {
            over();
        } else {
            connect(false);
        }
    }

    private void connect(boolean fresh) {
        record = newRecord();
        loop.pool(opening.upstream()).acquire(this, fresh);
    }

    private CallRecord newRecord() {
        return new CallRecord(
                opening.attribution(),
                opening.upstream().provider(),
                source.model(),
                gateway.clock().instant(),
                gateway.now());
    }

    @Override
    public void connected(UpstreamConnection connected) {
        if (over || callerGone || failing) {
            connected.giveBack();
            if (!failing) {
                over();
            }
            return;
        }
        connection = connected;
        record = newRecord();
        times.sent();
        connected.begin(this);
        source.send(connected);
    }

    @Override
    public void notConnected(Throwable cause) {
        if (over || callerGone) {
            over();
        } else if (cause instanceof Refused refused) {
            over();
            client.refuse(refused);
        } else {
            fail(Failure.Kind.CONNECTION_FAILED, false, unreachable("could not be reached"));
        }
    }

    void upstreamWritable() {
        source.upstreamWritable();
    }

    void answered(HttpResponse response) {
        UpstreamConnection from = connection;
        CallRecord sent = record;
        if (over || failing || from == null || sent == null) {
            return;
        }
        times.arrived();
        source.answered();
        String type = response.headers().get(HttpHeaderNames.CONTENT_TYPE);
        AnswerReader reader = opening.exchange().answer(response.status().code(), type);
        ContentDecoder decoder = ContentDecoder.of(response.headers().get(HttpHeaderNames.CONTENT_ENCODING));
        boolean filtered = reader.filter().isPresent();
        if (filtered && decoder != null) {
            response.headers().remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        gateway.metrics()
                .answered(
                        opening.upstream().provider().value(), response.status().code());
        AnswerWriter answerWriter = new AnswerWriter(
                client, response, !filtered, opening.forwarding().method().equals(HttpMethod.HEAD));
        writer = answerWriter;
        answer = new Answer(gateway, loop, sent, reader, decoder, answerWriter, this);
        if (callerGone) {
            answer.callerGone();
        }
    }

    void arrived(HttpContent content) {
        Answer current = answer;
        if (current == null || over) {
            content.release();
            return;
        }
        times.arrived();
        boolean last = content instanceof LastHttpContent;
        if (last) {
            connection = null;
        }
        try {
            current.arrived(content);
        } catch (RuntimeException | StackOverflowError e) {
            gateway.recorder().failed(e);
            undeliverable(false);
            return;
        }
        UpstreamConnection from = connection;
        if (from != null && !over && !callerGone && (!client.isWritable() || current.heldBytes() > MOST_HELD)) {
            from.pause();
        }
        if (drain != null && !over && drain.isTooMuch(current.bytes())) {
            abort(Failure.Kind.CANCELLED);
        }
    }

    void readComplete() {
        if (answer != null && !over) {
            answer.readComplete();
        }
    }

    void clientWritable() {
        if (connection != null && connection.isPaused()) {
            times.arrived();
            connection.resume();
        }
    }

    void answeredGarbage() {
        connection = null;
        fail(Failure.Kind.INVALID_RESPONSE, true, unreachable("answered what is no HTTP"));
    }

    void upstreamClosed(UpstreamConnection closed) {
        if (over || failing || closed != connection) {
            return;
        }
        connection = null;
        if (answer != null) {
            answer.broken(callerGone ? Failure.Kind.CANCELLED : Failure.Kind.STREAM_INTERRUPTED);
        } else if (!retried && !callerGone && maySendAgain(closed)) {
            retried = true;
            connect(true);
        } else {
            fail(
                    callerGone ? Failure.Kind.CANCELLED : Failure.Kind.CONNECTION_FAILED,
                    !closed.writeFailed(),
                    unreachable("closed the connection without an answer"));
        }
    }

    /** Only what had gone stale in the pool, and never what the provider may have begun to work on. */
    private boolean maySendAgain(UpstreamConnection closed) {
        return closed.isReused()
                && source.isRepeatable()
                && (closed.writeFailed() || opening.forwarding().isRepeatable());
    }

    private Refused unreachable(String why) {
        return new Refused(
                Refusal.PROVIDER_UNREACHABLE,
                "%s %s.".formatted(opening.upstream().provider(), why));
    }

    /** The request itself is too much, though part of it has been sent already. */
    void refuseMidway(Refused refused) {
        if (connection != null && answer == null) {
            fail(Failure.Kind.CANCELLED, true, refused);
        } else if (answer == null) {
            over();
            client.refuse(refused);
        }
    }

    /** No answer comes: the caller is told when the record is kept. */
    private void fail(Failure.Kind kind, boolean mayHaveArrived, Refused refused) {
        if (over || failing) {
            return;
        }
        failing = true;
        closeConnection();
        CallRecord attempt = record == null ? newRecord() : record;
        gateway.recorder()
                .record(
                        attempt.call(opening.exchange().unanswered(kind, mayHaveArrived), callerGone, gateway.now()),
                        loop.loop(),
                        kept -> failed(kept ? refused : null));
    }

    private void failed(@Nullable Refused refused) {
        over();
        if (!callerGone && refused != null) {
            client.refuse(refused);
        } else if (!callerGone) {
            client.cut();
        }
    }

    /** The provider is not listened to any longer. */
    private void abort(Failure.Kind kind) {
        Answer current = answer;
        if (over || failing) {
            return;
        }
        if (current != null) {
            closeConnection();
            current.broken(kind);
        } else if (kind == Failure.Kind.TIMEOUT) {
            fail(
                    kind,
                    true,
                    new Refused(Refusal.PROVIDER_TIMEOUT, opening.upstream().provider() + " did not answer in time."));
        } else {
            fail(kind, true, new Refused(Refusal.UNAVAILABLE, "The gateway stops. Try again.", 1));
        }
    }

    private void closeConnection() {
        UpstreamConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    /** The client has hung up. What the provider works on is heard to its end, within limits. */
    void clientGone() {
        callerGone = true;
        if (over || failing) {
            return;
        }
        if (connection == null && answer == null) {
            if (!source.isBusy()) {
                over();
            }
            return;
        }
        boolean settling = answer != null && answer.isSettling();
        if (!settling && connection != null) {
            drain(connection);
        }
        if (!over && answer != null) {
            answer.callerGone();
        }
    }

    private void drain(UpstreamConnection from) {
        if (from.isRequestSent()) {
            drain = Drain.begin(gateway, answer == null ? 0 : answer.bytes());
        }
        if (drain == null) {
            abort(Failure.Kind.CANCELLED);
        } else {
            from.resume();
        }
    }

    /** The gateway stops and cannot wait. */
    void stop() {
        if (connection == null && answer == null && !failing) {
            client.cut();
            over();
        } else if (answer == null || !answer.isSettling()) {
            abort(Failure.Kind.STREAM_INTERRUPTED);
        }
    }

    /** A caller who has the last byte may call again at once: by then this call no longer counts. */
    @Override
    public void delivering() {
        closeConnection();
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
        closeConnection();
        over();
        if (!callerGone && recordKept && writer != null && !writer.isBegun()) {
            client.refuse(unreachable("broke off its answer"));
        } else if (!callerGone) {
            client.cut();
        }
    }

    @Override
    public void tick(long now) {
        UpstreamConnection from = connection;
        if (over || failing) {
            return;
        }
        if (drain != null) {
            if (drain.isTooLong(now)) {
                abort(Failure.Kind.CANCELLED);
            }
        } else if (from == null && answer == null) {
            if (source.waitsForClient() && times.clientIdleTooLong(now)) {
                over();
                client.refuse(bodyTooLate());
            }
        } else if (from != null && from.isPaused()) {
            if (client.isWritable() && answer != null && answer.heldBytes() <= MOST_HELD) {
                from.resume();
            }
        } else if (from != null && source.waitsForClient() && times.clientIdleTooLong(now)) {
            refuseMidway(bodyTooLate());
        } else if (from != null && times.answerTooLate(now, answer != null)) {
            abort(Failure.Kind.TIMEOUT);
        }
    }

    private static Refused bodyTooLate() {
        return new Refused(Refusal.REQUEST_TIMEOUT, "The body of the request did not come in time.");
    }

    void over() {
        if (!over) {
            over = true;
            if (drain != null) {
                drain.end();
            }
            source.over();
            use.leave();
            loop.forget(this);
            gateway.metrics().activeCalls().decrementAndGet();
        }
    }
}
