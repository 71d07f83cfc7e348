package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.admission.Permission;
import io.tokentally.adapter.gateway.http.ContentDecoder;
import io.tokentally.adapter.gateway.recording.CallRecord;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseFilter;
import io.tokentally.provider.ResponseReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A response on its way from the provider to the caller. It is read along, and its end is held back until the record of the
 * call is kept.
 */
final class ProxiedResponse {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final CallRecord record;
    private final ResponseReader reader;
    private final Permission permission;
    private final @Nullable ResponseFilter filter;
    private final @Nullable ContentDecoder decoder;
    private final ResponseWriter writer;
    private final Listener listener;
    private @Nullable ByteBuf held;
    private boolean callerGone;
    private boolean settling;
    private boolean kept;
    private boolean ended;
    private boolean broken;
    private long lastByteNanos;
    private long bytes;

    /** Learns, once, how it ended. */
    interface Listener {

        /** Its record is kept, and it is about to be told to its end. */
        void delivering();

        /** It is told to its end. */
        void delivered();

        /** It must not be told to its end: it broke, or its record is not kept. */
        void undeliverable(boolean recordKept);
    }

    private ProxiedResponse(
            GatewayContext gateway,
            EventLoopContext loop,
            CallRecord record,
            ResponseReader reader,
            Permission permission,
            @Nullable ContentDecoder decoder,
            ResponseWriter writer,
            Listener listener) {
        this.gateway = gateway;
        this.loop = loop;
        this.record = record;
        this.reader = reader;
        this.permission = permission;
        this.filter = reader.filter().orElse(null);
        this.decoder = decoder;
        this.writer = writer;
        this.listener = listener;
    }

    /** @param response as the provider sent it, to become what the client is sent */
    static ProxiedResponse begin(
            GatewayContext gateway,
            EventLoopContext loop,
            CallClient client,
            AdmittedRequest request,
            CallRecord record,
            HttpResponse response,
            Listener listener) {
        HttpHeaders headers = response.headers();
        ResponseReader reader =
                request.exchange().answer(response.status().code(), headers.get(HttpHeaderNames.CONTENT_TYPE));
        ContentDecoder decoder = ContentDecoder.of(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        boolean filtered = reader.filter().isPresent();
        if (filtered && decoder != null) {
            headers.remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        boolean headAsked = request.outbound().method().equals(HttpMethod.HEAD);
        ResponseWriter writer = new ResponseWriter(client, response, !filtered, headAsked);
        return new ProxiedResponse(gateway, loop, record, reader, request.permission(), decoder, writer, listener);
    }

    /** Whether anything of it has been written to the client. */
    boolean isBegun() {
        return writer.isBegun();
    }

    boolean isSettling() {
        return settling;
    }

    /** How much waits for the record. */
    int heldBytes() {
        return held == null ? 0 : held.readableBytes();
    }

    long bytes() {
        return bytes;
    }

    void arrived(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        ByteBuf data = content.content();
        int length = data.readableBytes();
        bytes += length;
        ByteBuf visible;
        try {
            visible = read(data, length, last);
        } finally {
            content.release();
        }
        if (last && isCutShort()) {
            pass(visible);
            broken(Failure.Kind.STREAM_INTERRUPTED);
            return;
        }
        ended |= last;
        boolean complete = last || settling || reader.isComplete();
        if (complete && !kept && !callerGone) {
            hold(visible);
        } else {
            pass(visible);
        }
        if (complete && !settling) {
            settle(reader::ended);
        } else if (ended && kept) {
            deliver();
        }
    }

    private void pass(ByteBuf visible) {
        if (!callerGone && visible.isReadable()) {
            writer.write(visible);
        } else {
            visible.release();
        }
    }

    /** Whether its compression, undone for the caller as well, ends too early or goes on as something else. */
    private boolean isCutShort() {
        return filter != null && decoder != null && !reader.isComplete() && !decoder.isWhole();
    }

    /** Shows the bytes to the reader; what the caller sees of them is the caller's to release. */
    private ByteBuf read(ByteBuf data, int length, boolean last) {
        byte[] scratch = loop.scratch();
        ByteBuf filtered = filter == null ? null : loop.buffer();
        for (int done = 0; done < length; done += scratch.length) {
            int piece = Math.min(scratch.length, length - done);
            data.getBytes(data.readerIndex() + done, scratch, 0, piece);
            if (decoder == null) {
                take(scratch, 0, piece, filtered);
            } else {
                decoder.decode(scratch, 0, piece, (decoded, from, count) -> take(decoded, from, count, filtered));
            }
        }
        if (filter != null && filtered != null && last) {
            filtered.writeBytes(filter.rest());
        }
        return filtered == null ? data.retain() : filtered;
    }

    private void take(byte[] from, int offset, int length, @Nullable ByteBuf filtered) {
        if (!settling) {
            boolean hadContent = reader.hasContent();
            reader.arrived(from, offset, length);
            permission.told(reader.made());
            if (!hadContent && reader.hasContent()) {
                record.sawContent(gateway.now());
            }
        }
        if (filter != null && filtered != null) {
            filtered.writeBytes(filter.pass(from, offset, length));
        }
    }

    private void hold(ByteBuf more) {
        if (!more.isReadable()) {
            more.release();
        } else if (held == null) {
            held = more;
        } else {
            CompositeByteBuf all = held instanceof CompositeByteBuf composite
                    ? composite
                    : Unpooled.compositeBuffer().addComponent(true, held);
            held = all.addComponent(true, more);
        }
    }

    /** Nobody listens any more. */
    void callerGone() {
        callerGone = true;
        releaseHeld();
        if (kept && !ended) {
            deliver();
        }
    }

    /** It comes no further. */
    void broken(Failure.Kind kind) {
        broken = true;
        if (!settling) {
            settle(() -> reader.broken(kind));
        } else if (kept) {
            fail(true);
        }
    }

    private void settle(Supplier<ProviderResponse> reading) {
        settling = true;
        lastByteNanos = gateway.now();
        if (reader.hasUsage()) {
            record(reading.get());
        } else {
            gateway.workers().execute(() -> settleAside(reading));
        }
        if (!ended || !kept) {
            writer.flush();
        }
    }

    private void settleAside(Supplier<ProviderResponse> reading) {
        try {
            ProviderResponse response = reading.get();
            loop.loop().execute(() -> record(response));
        } catch (RuntimeException | Error e) {
            // An Error as well: nobody else would end the call.
            gateway.recorder().failed(e);
            loop.loop().execute(() -> recorded(false));
        }
    }

    private void record(ProviderResponse response) {
        gateway.recorder()
                .record(
                        record.call(response, callerGone, lastByteNanos, permission.made()),
                        loop.loop(),
                        this::recorded);
    }

    private void recorded(boolean isKept) {
        kept = isKept;
        if (!isKept || broken) {
            fail(isKept);
        } else if (ended || callerGone) {
            deliver();
        } else if (held != null) {
            writer.write(held);
            held = null;
            writer.flush();
        }
    }

    private void deliver() {
        listener.delivering();
        if (callerGone) {
            releaseHeld();
        } else {
            writer.end(held == null ? Unpooled.EMPTY_BUFFER : held);
            held = null;
            gateway.metrics().added(gateway.now() - lastByteNanos);
        }
        close();
        listener.delivered();
    }

    private void fail(boolean isKept) {
        releaseHeld();
        close();
        listener.undeliverable(isKept);
    }

    private void releaseHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    /** All that was at hand has been taken: what is ready goes out. */
    void readComplete() {
        if (!callerGone) {
            if (!settling) {
                writer.begin();
            }
            writer.flush();
        }
    }
}
