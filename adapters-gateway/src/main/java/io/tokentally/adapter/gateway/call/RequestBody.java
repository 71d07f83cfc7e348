package io.tokentally.adapter.gateway.call;

import io.netty.buffer.ByteBuf;
import io.tokentally.adapter.gateway.admission.BufferBudget;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.Arrays;

/** A request's body as it gathers. It grows with what has come, not with what was announced. */
final class RequestBody {

    static final byte[] EMPTY = new byte[0];
    private static final int FIRST = 64 << 10;

    private final BufferBudget budget;
    private final VirtualKey key;
    private final int limit;
    private byte[] bytes = EMPTY;
    private int length;
    private long taken;

    /** @param key whose share of the budget it takes from */
    RequestBody(BufferBudget budget, VirtualKey key, int limit) {
        this.budget = budget;
        this.key = key;
        this.limit = limit;
    }

    /** @param announced how many bytes are to come; negative if that is not known */
    void expect(long announced) {
        if (announced > limit) {
            throw tooLarge(limit);
        }
        if (announced > 0) {
            grow((int) Math.min(announced, FIRST));
        }
    }

    void add(ByteBuf data) {
        int more = data.readableBytes();
        if (more > limit - length) {
            throw tooLarge(limit);
        }
        if (length + more > bytes.length) {
            grow((int) Math.min(limit, Math.max(length + more, Math.min(2L * bytes.length, limit))));
        }
        data.readBytes(bytes, length, more);
        length += more;
    }

    private void grow(int size) {
        long more = (long) size - bytes.length;
        budget.take(key, more);
        taken += more;
        bytes = Arrays.copyOf(bytes, size);
    }

    /** All that has come. */
    byte[] whole() {
        if (bytes.length != length) {
            bytes = Arrays.copyOf(bytes, length);
        }
        return bytes;
    }

    int length() {
        return length;
    }

    /** Nobody needs it any more. */
    void release() {
        if (taken > 0) {
            budget.giveBack(key, taken);
            taken = 0;
        }
        bytes = EMPTY;
        length = 0;
    }

    static RequestRejectedException tooLarge(long limit) {
        return new RequestRejectedException(
                RefusalReason.BODY_TOO_LARGE,
                "The body of the request is larger than the %d bytes allowed.".formatted(limit));
    }
}
