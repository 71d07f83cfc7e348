package io.tokentally.adapter.gateway.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A connection to a provider: one call at a time. */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private final UpstreamPool pool;
    private final LongSupplier ticker;
    private @Nullable Channel channel;
    private @Nullable UpstreamListener listener;
    private boolean counted;
    private boolean reused;
    private boolean requestSent;
    private boolean requestWritten;
    private boolean keepsAlive;
    private boolean interim;
    private boolean writeFailed;
    private long idleSince;

    UpstreamConnection(UpstreamPool pool, LongSupplier ticker) {
        this.pool = pool;
        this.ticker = ticker;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    private Channel channel() {
        return Objects.requireNonNull(channel);
    }

    public void begin(UpstreamListener next) {
        listener = next;
        requestSent = false;
        requestWritten = false;
        keepsAlive = false;
        writeFailed = false;
    }

    public void write(Object message) {
        boolean last = message instanceof LastHttpContent;
        requestSent |= last;
        var unused = channel().write(message).addListener(done -> {
            if (done.isSuccess()) {
                requestWritten |= last;
            } else {
                writeFailed = true;
                var unusedToo = channel().close();
            }
        });
    }

    public void flush() {
        channel().flush();
    }

    boolean isOpen() {
        return channel().isActive();
    }

    public boolean isWritable() {
        return channel().isWritable();
    }

    /** Whether the request cannot have arrived as a whole, because the machine would not take all of it. */
    public boolean writeFailed() {
        return writeFailed;
    }

    public boolean isReused() {
        return reused;
    }

    public boolean isRequestSent() {
        return requestSent;
    }

    void reuse() {
        reused = true;
    }

    void counted() {
        counted = true;
    }

    long idleSince() {
        return idleSince;
    }

    public void pause() {
        channel().config().setAutoRead(false);
    }

    public void resume() {
        channel().config().setAutoRead(true);
    }

    public boolean isPaused() {
        return !channel().config().isAutoRead();
    }

    /** Ends it without a word to whoever used it. */
    public void close() {
        listener = null;
        var unused = channel().close();
    }

    /** Whoever took it does not need it after all. */
    public void giveBack() {
        listener = null;
        resume();
        idleSince = ticker.getAsLong();
        pool.giveBack(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        UpstreamListener current = listener;
        if (current == null) {
            ReferenceCountUtil.release(message);
            close();
            return;
        }
        if (message instanceof HttpResponse response) {
            responseHeaders(current, response);
        }
        if (message instanceof HttpContent content) {
            piece(content);
        }
    }

    private void responseHeaders(UpstreamListener current, HttpResponse response) {
        HttpResponseStatus status = response.status();
        if (response.decoderResult().isFailure() || status.code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
            close();
            current.answeredGarbage();
        } else if (status.codeClass() == HttpStatusClass.INFORMATIONAL) {
            interim = true;
        } else {
            keepsAlive = HttpUtil.isKeepAlive(response);
            current.answered(response);
        }
    }

    private void piece(HttpContent content) {
        boolean last = content instanceof LastHttpContent;
        UpstreamListener current = listener;
        if (current == null || interim || content.decoderResult().isFailure()) {
            content.release();
            if (interim) {
                interim = !last;
            } else if (current != null) {
                close();
                current.upstreamClosed(this);
            }
            return;
        }
        if (last) {
            if (keepsAlive && requestWritten && isOpen()) {
                giveBack();
            } else {
                close();
            }
        }
        current.arrived(content);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        UpstreamListener current = listener;
        if (current != null) {
            current.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        UpstreamListener current = listener;
        if (current != null && ctx.channel().isWritable()) {
            current.upstreamWritable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (counted) {
            counted = false;
            pool.closed(this);
        }
        UpstreamListener current = listener;
        listener = null;
        if (current != null) {
            current.upstreamClosed(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        UpstreamListener current = listener;
        if (cause instanceof OutOfMemoryError && current != null) {
            current.noMemory();
        }
        var unused = ctx.close();
    }
}
