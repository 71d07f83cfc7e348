package io.tokentally.adapter.gateway;

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
import org.jspecify.annotations.Nullable;

/** A connection to a provider: one call at a time. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private final UpstreamPool pool;
    private final GatewayContext gateway;
    private @Nullable Channel channel;
    private @Nullable Call call;
    private boolean counted;
    private boolean reused;
    private boolean requestSent;
    private boolean requestWritten;
    private boolean keepsAlive;
    private boolean interim;
    private boolean writeFailed;
    private long idleSince;

    UpstreamConnection(UpstreamPool pool, GatewayContext gateway) {
        this.pool = pool;
        this.gateway = gateway;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    private Channel channel() {
        return Objects.requireNonNull(channel);
    }

    void begin(Call next) {
        call = next;
        requestSent = false;
        requestWritten = false;
        keepsAlive = false;
        writeFailed = false;
    }

    void write(Object message) {
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

    void flush() {
        channel().flush();
    }

    boolean isOpen() {
        return channel().isActive();
    }

    boolean isWritable() {
        return channel().isWritable();
    }

    /** Whether the request cannot have arrived as a whole, because the machine would not take all of it. */
    boolean writeFailed() {
        return writeFailed;
    }

    boolean isReused() {
        return reused;
    }

    boolean isRequestSent() {
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

    void pause() {
        channel().config().setAutoRead(false);
    }

    void resume() {
        channel().config().setAutoRead(true);
    }

    boolean isPaused() {
        return !channel().config().isAutoRead();
    }

    /** Ends it without a word to whoever used it. */
    void close() {
        call = null;
        var unused = channel().close();
    }

    /** Whoever took it does not need it after all. */
    void giveBack() {
        call = null;
        resume();
        idleSince = gateway.now();
        pool.giveBack(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Call current = call;
        if (current == null) {
            ReferenceCountUtil.release(message);
            close();
            return;
        }
        if (message instanceof HttpResponse response) {
            head(current, response);
        }
        if (message instanceof HttpContent content) {
            piece(content);
        }
    }

    private void head(Call current, HttpResponse response) {
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
        Call current = call;
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
        Call current = call;
        if (current != null) {
            current.readComplete();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Call current = call;
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
        Call current = call;
        call = null;
        if (current != null) {
            current.upstreamClosed(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        Call current = call;
        if (cause instanceof OutOfMemoryError && current != null) {
            current.noMemory();
        }
        var unused = ctx.close();
    }
}
