package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The end of a response, which waits for its record. What is added is released here, unless somebody takes it. */
final class HeldBytes {

    private @Nullable ByteBuf held;

    int size() {
        return held == null ? 0 : held.readableBytes();
    }

    void add(ByteBuf more) {
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

    /** All of it, which is the taker's to release from now on. */
    ByteBuf take() {
        ByteBuf taken = held;
        held = null;
        return taken == null ? Unpooled.EMPTY_BUFFER : taken;
    }

    void release() {
        take().release();
    }
}
