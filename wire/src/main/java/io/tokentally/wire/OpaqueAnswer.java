package io.tokentally.wire;

import io.tokentally.application.port.out.provider.ProviderAnswer;
import io.tokentally.domain.metering.Outcome.Failure.Kind;

/** An answer that says nothing of itself: spoken audio, a transcript as plain text. */
final class OpaqueAnswer extends AnswerInProgress {

    private boolean begun;

    OpaqueAnswer(WireExchange exchange, AnswerFacts facts) {
        super(exchange, facts);
    }

    @Override
    void read(byte[] bytes, int offset, int length) {
        begun |= length > 0;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    ProviderAnswer settleAtEnd() {
        return whole();
    }

    @Override
    ProviderAnswer settleBroken(Kind kind) {
        return begun ? interrupted(kind) : lost(kind);
    }
}
