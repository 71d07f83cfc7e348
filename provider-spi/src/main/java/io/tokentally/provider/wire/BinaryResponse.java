package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.VisibleBytes;

/** An answer that says nothing of itself: spoken audio, a transcript as plain text. */
final class BinaryResponse extends ResponseInProgress {

    private boolean begun;

    BinaryResponse(WireExchange exchange, ResponseAccumulator facts) {
        super(exchange, facts);
    }

    @Override
    void read(byte[] bytes, int offset, int length, VisibleBytes visible) {
        begun |= length > 0;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    ProviderResponse settleAtEnd() {
        return whole();
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        return begun ? interrupted(kind) : lost(kind);
    }
}
