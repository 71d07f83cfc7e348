package io.tokentally.adapter.gateway.client;

import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a client has sent ahead of its turn. Its buffers are released here, unless they are handed on. */
final class PipelinedMessages {

    private enum Turn {
        RESTING,
        HANDING_ON
    }

    private final ArrayDeque<Object> waiting = new ArrayDeque<>(2);
    private Turn turn = Turn.RESTING;

    void add(Object message) {
        waiting.add(message);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Hands on what waits, as long as it may. Whoever takes a message may ask for the next: then nothing happens, for it is
     * handed on when they return.
     *
     * @return whether it was not asked so from within
     */
    boolean handOn(BooleanSupplier mayGoOn, Consumer<Object> taker) {
        if (turn == Turn.HANDING_ON) {
            return false;
        }
        turn = Turn.HANDING_ON;
        try {
            while (!waiting.isEmpty() && mayGoOn.getAsBoolean()) {
                taker.accept(waiting.remove());
            }
        } finally {
            turn = Turn.RESTING;
        }
        return true;
    }

    void release() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
