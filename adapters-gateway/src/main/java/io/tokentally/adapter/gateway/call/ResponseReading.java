package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.adapter.gateway.admission.Permission;
import io.tokentally.adapter.gateway.http.ContentDecoder;
import io.tokentally.adapter.gateway.recording.CallRecord;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The reading of a response on its way: its usage, its first token, and what of it the caller is to see. */
final class ResponseReading implements AutoCloseable {

    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private final CallRecord record;
    private final Permission permission;
    private final ResponseReader reader;
    private final @Nullable ContentDecoder decoder;
    private boolean begun;

    /** @param response whose headers become the caller's where what the caller sees is not compressed any more */
    ResponseReading(
            GatewayContext gateway,
            EventLoopContext loop,
            AdmittedRequest request,
            CallRecord record,
            HttpResponse response) {
        HttpHeaders headers = response.headers();
        this.gateway = gateway;
        this.loop = loop;
        this.record = record;
        this.permission = request.permission();
        this.reader =
                request.exchange().answer(new ResponseHead(response.status().code(), headers::getAll));
        request.upstream().protocol().requestIdHeader().ifPresent(name -> record.providerRequestId(headers.get(name)));
        this.decoder = ContentDecoder.of(headers.get(HttpHeaderNames.CONTENT_ENCODING));
        if (reader.isFiltered() && decoder != null) {
            headers.remove(HttpHeaderNames.CONTENT_ENCODING);
        }
    }

    ResponseReader reader() {
        return reader;
    }

    /** Whether the caller does not see all of it. */
    boolean isFiltered() {
        return reader.isFiltered();
    }

    /**
     * Reads a piece and releases it.
     *
     * @param records whether it still counts for the record
     * @return what the caller sees of it, to be released by whoever takes it
     */
    ByteBuf read(HttpContent content, boolean records) {
        try {
            return read(content.content(), records, content instanceof LastHttpContent);
        } finally {
            content.release();
        }
    }

    private ByteBuf read(ByteBuf data, boolean records, boolean last) {
        if (!reader.isFiltered()) {
            read(data, records, VisibleBytes.NOBODY);
            return data.retain();
        }
        ByteBuf visible = loop.buffer();
        try {
            read(data, records, visible::writeBytes);
            if (last) {
                reader.rest(visible::writeBytes);
            }
            return visible.retain();
        } finally {
            visible.release();
        }
    }

    private void read(ByteBuf data, boolean records, VisibleBytes visible) {
        int length = data.readableBytes();
        begun |= length > 0;
        byte[] scratch = loop.scratch();
        for (int done = 0; done < length; done += scratch.length) {
            int piece = Math.min(scratch.length, length - done);
            data.getBytes(data.readerIndex() + done, scratch, 0, piece);
            if (decoder == null) {
                take(scratch, 0, piece, records, visible);
            } else {
                decoder.decode(
                        scratch, 0, piece, (decoded, from, count) -> take(decoded, from, count, records, visible));
            }
        }
    }

    private void take(byte[] from, int offset, int length, boolean records, VisibleBytes visible) {
        if (!records) {
            reader.arrivedLate(from, offset, length, visible);
            return;
        }
        boolean hadContent = reader.hasContent();
        reader.arrived(from, offset, length, visible);
        permission.told(reader.made());
        if (!hadContent && reader.hasContent()) {
            record.sawContent(gateway.now());
        }
    }

    /**
     * How it ended, to be asked where it has: one whose compression ends too early or goes on as something else was not read to its
     * end, though the caller has all of it.
     */
    Supplier<ProviderResponse> ended() {
        boolean readToItsEnd = decoder == null || !begun || decoder.isWhole();
        return readToItsEnd || reader.isComplete() ? reader::ended : () -> reader.broken(Failure.Kind.INVALID_RESPONSE);
    }

    /** Whether its compression, undone for the caller as well, ends too early or goes on as something else. */
    boolean isCutShort() {
        return reader.isFiltered() && decoder != null && !reader.isComplete() && !decoder.isWhole();
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }
}
