package io.tokentally.adapter.gateway.call;

import io.tokentally.adapter.gateway.recording.CallRecord;
import io.tokentally.adapter.gateway.upstream.UpstreamConnection;
import io.tokentally.adapter.gateway.upstream.UpstreamPool;
import org.jspecify.annotations.Nullable;

/**
 * The exchange of a call with its provider: the connection that it has, and what will be recorded of what was sent on it. A
 * connection that had gone stale in the pool is replaced, once.
 */
final class UpstreamExchange implements UpstreamPool.Waiting {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final RequestSource source;
    private final Call call;
    private @Nullable UpstreamConnection connection;
    private @Nullable CallRecord record;
    private boolean sentAgain;

    UpstreamExchange(
            GatewayContext gateway, EventLoopContext loop, AdmittedRequest request, RequestSource source, Call call) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.source = source;
        this.call = call;
    }

    void begin() {
        connect(false);
    }

    private void connect(boolean fresh) {
        record = newRecord();
        loop.pool(request.upstream()).acquire(this, fresh);
    }

    private CallRecord newRecord() {
        return new CallRecord(
                request.attribution(),
                request.exchange().operation(),
                request.upstream().provider(),
                source.model(),
                gateway.clock().instant(),
                gateway.now());
    }

    @Override
    public void connected(UpstreamConnection connected) {
        if (!call.waitsForProvider()) {
            connected.giveBack();
            call.notSent();
            return;
        }
        connection = connected;
        record = newRecord();
        call.sending();
        connected.begin(call);
        source.send(connected);
    }

    @Override
    public void notConnected(Throwable cause) {
        call.notConnected(cause);
    }

    /**
     * Sends it again, if what closed had gone stale in the pool, and the provider cannot have begun to work on it.
     *
     * @return whether it does
     */
    boolean sendAgain(UpstreamConnection closed) {
        boolean maySend = !sentAgain
                && closed.isReused()
                && source.isRepeatable()
                && (closed.writeFailed() || request.outbound().isRepeatable());
        if (maySend) {
            sentAgain = true;
            connect(true);
        }
        return maySend;
    }

    /** Of what was sent last, or would have been. */
    CallRecord record() {
        CallRecord sent = record;
        return sent == null ? newRecord() : sent;
    }

    boolean isConnected() {
        return connection != null;
    }

    boolean isOn(UpstreamConnection other) {
        return connection == other;
    }

    boolean isRequestSent() {
        return connection != null && connection.isRequestSent();
    }

    boolean isPaused() {
        return connection != null && connection.isPaused();
    }

    void pause() {
        if (connection != null) {
            connection.pause();
        }
    }

    void resume() {
        if (connection != null) {
            connection.resume();
        }
    }

    /** The connection has ended, or is another call's from now on. */
    void letGo() {
        connection = null;
    }

    void close() {
        UpstreamConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
