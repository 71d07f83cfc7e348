package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.recording.CallRecord;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.provider.ProviderResponse;
import java.util.Iterator;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A response on its way from the provider to the caller. It is read along, and its end is held back until the record of the
 * call is kept. Each buffer that comes is passed on, held, or released here; what is held when the call ends is released by
 * {@link #close()}.
 */
final class ProxiedResponse implements AutoCloseable {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final AdmittedRequest request;
    private final CallLife life;
    private final CallerSide caller;
    private final CallSpending spending;
    private final CallRecord record;
    private final ResponseReading reading;
    private final ResponseWriter writer;
    private final HeldBytes held = new HeldBytes();
    private long lastByteNanos;
    private long bytes;

    private ProxiedResponse(
            GatewayContext gateway,
            EventLoopContext loop,
            AdmittedRequest request,
            CallLife life,
            CallerSide caller,
            CallSpending spending,
            CallRecord record,
            ResponseReading reading,
            ResponseWriter writer) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
        this.life = life;
        this.caller = caller;
        this.spending = spending;
        this.record = record;
        this.reading = reading;
        this.writer = writer;
    }

    /** @param response as the provider sent it, to become what the client is sent */
    static ProxiedResponse begin(
            GatewayContext gateway,
            EventLoopContext loop,
            CallClient client,
            AdmittedRequest request,
            CallLife life,
            CallerSide caller,
            CallSpending spending,
            CallRecord record,
            HttpResponse response) {
        ResponseReading reading = new ResponseReading(gateway, loop, request, record, response);
        boolean headAsked = request.outbound().method().equals(HttpMethod.HEAD);
        ResponseWriter writer = new ResponseWriter(client, response, !reading.isFiltered(), headAsked);
        spending.tell(response.headers());
        return new ProxiedResponse(gateway, loop, request, life, caller, spending, record, reading, writer);
    }

    /** How much waits for the record. */
    int heldBytes() {
        return held.size();
    }

    /** How many bytes have come. */
    long bytes() {
        return bytes;
    }

    /** Takes a piece of it, and releases it. */
    void arrived(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        boolean isReading = life.state().isReading();
        bytes += content.content().readableBytes();
        ByteBuf visible = reading.read(content, isReading);
        if (last && reading.isCutShort()) {
            pass(visible);
            if (life.on(CallEvent.BROKE_OFF)) {
                broken(Failure.Kind.STREAM_INTERRUPTED);
            }
        } else if (last) {
            ended(visible);
        } else if (isReading && reading.reader().isComplete()) {
            complete(visible);
        } else if (life.state() == CallState.SETTLING_OPEN) {
            hold(visible);
        } else {
            pass(visible);
        }
    }

    private void hold(ByteBuf visible) {
        if (caller.isWaiting()) {
            held.add(visible);
        } else {
            visible.release();
        }
    }

    private void pass(ByteBuf visible) {
        if (caller.isWaiting() && visible.isReadable()) {
            writer.write(visible);
        } else {
            visible.release();
        }
    }

    private void complete(ByteBuf visible) {
        hold(visible);
        if (life.on(CallEvent.RESPONSE_COMPLETE)) {
            settle(reading.reader()::ended);
        }
    }

    private void ended(ByteBuf visible) {
        hold(visible);
        if (life.state() == CallState.DELIVERING) {
            deliver(CallEvent.RESPONSE_ENDED);
        } else if (life.on(CallEvent.RESPONSE_ENDED) && life.previous().isReading()) {
            settle(reading.ended());
        }
    }

    /** It comes no further, which the life of the call has been told. */
    void broken(Failure.Kind kind) {
        if (life.previous().isReading()) {
            settle(() -> reading.reader().broken(kind));
        }
    }

    private void settle(Supplier<ProviderResponse> answer) {
        lastByteNanos = gateway.now();
        if (reading.reader().hasUsage()) {
            record(answer.get());
        } else {
            count(answer);
        }
        writer.flush();
    }

    private void count(Supplier<ProviderResponse> answer) {
        try {
            gateway.workers().execute(() -> settleAside(answer));
        } catch (RejectedExecutionException e) {
            gateway.recorder().failed(e);
            recorded(false);
        }
    }

    private void settleAside(Supplier<ProviderResponse> answer) {
        try {
            ProviderResponse response = answer.get();
            loop.loop().execute(() -> record(response));
        } catch (RuntimeException | Error e) {
            // An Error as well: nobody else would end the call.
            gateway.recorder().failed(e);
            loop.loop().execute(() -> recorded(false));
        }
    }

    private void record(ProviderResponse response) {
        MeteredCall call = record.call(
                response, caller.isGone(), lastByteNanos, request.permission().made());
        String begun = reading.reader().begun();
        if (begun != null) {
            spending.goesOn(new WorkAhead(request.upstream().provider(), begun));
        }
        spending.batchFileKept(reading.reader().made());
        Stream<MeteredCall> sessions = reading.reader().sessions().stream().map(session -> session.toldBy(call));
        record(Stream.concat(sessions, Stream.of(call)).iterator(), true);
    }

    /**
     * One after the other: the response ends once all are kept.
     *
     * <p>What is set aside is the last one's, which is the call itself.
     *
     * @param othersKept whether those before are
     */
    private void record(Iterator<MeteredCall> calls, boolean othersKept) {
        MeteredCall next = calls.next();
        Reservation settled = calls.hasNext() ? Reservation.NONE : spending.settle();
        gateway.recorder().record(next, settled, loop.loop(), kept -> {
            if (calls.hasNext()) {
                record(calls, othersKept && kept);
            } else {
                recorded(othersKept && kept);
            }
        });
    }

    private void recorded(boolean kept) {
        if (!kept) {
            if (life.enters(CallState.DONE, CallEvent.RECORD_LOST)) {
                caller.cut();
            }
        } else if (life.state() == CallState.SETTLING_WHOLE) {
            deliver(CallEvent.RECORD_KEPT);
        } else if (life.enters(CallState.DELIVERING, CallEvent.RECORD_KEPT)) {
            passHeld();
        } else if (life.previous() == CallState.SETTLING_BROKEN) {
            breakOff();
        }
    }

    /** The record is kept ahead of the body's end, which a caller who is gone does not wait for. */
    private void passHeld() {
        if (caller.isGone()) {
            life.on(CallEvent.CALLER_LEFT);
        } else {
            pass(held.take());
            writer.flush();
        }
    }

    /** Its end will not come: a caller who has seen nothing of it is told so, and any other is cut. */
    void breakOff() {
        if (writer.isBegun()) {
            caller.cut();
        } else {
            caller.fail(RequestRejectedException.unreachable(request.upstream().provider(), "broke off its answer"));
        }
    }

    /**
     * Tells it to its end.
     *
     * @param event ends the call; a caller who has the last byte may call again at once, and by then this call must not count
     */
    private void deliver(CallEvent event) {
        ByteBuf rest = held.take();
        life.on(event);
        if (caller.isWaiting()) {
            writer.end(rest);
            gateway.metrics().added(gateway.now() - lastByteNanos);
        } else {
            rest.release();
        }
        caller.answered();
    }

    /** Nobody listens any more. */
    void callerGone() {
        held.release();
    }

    /** All that was at hand has been taken: what is ready goes out. */
    void readComplete() {
        if (caller.isWaiting()) {
            if (life.state() == CallState.STREAMING) {
                writer.begin();
            }
            writer.flush();
        }
    }

    /** Lets go of what is held. */
    @Override
    public void close() {
        held.release();
        reading.close();
    }
}
