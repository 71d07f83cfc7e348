package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.VisibleBytes;

/**
 * An answer in one piece: a JSON object. One that breaks off has no usage: the provider has done all of its work, and how
 * much that was stood, as a rule, behind the break.
 */
final class PlainResponse extends ResponseInProgress {

    private final SelectiveJsonParser skeleton;
    private boolean taken;

    PlainResponse(WireExchange exchange, ResponseAccumulator facts) {
        super(exchange, facts);
        this.skeleton = new SelectiveJsonParser(exchange.dialect().answerShape());
    }

    @Override
    void read(byte[] bytes, int offset, int length, VisibleBytes visible) {
        skeleton.feed(bytes, offset, length);
        if (skeleton.isComplete()) {
            takeOnce();
        }
    }

    @Override
    public boolean isComplete() {
        return skeleton.isComplete();
    }

    /** The time to the first token is told of streams only. */
    @Override
    public boolean hasContent() {
        return false;
    }

    @Override
    ProviderResponse settleAtEnd() {
        takeOnce();
        return isComplete() ? whole() : unread(Kind.INVALID_RESPONSE);
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        takeOnce();
        return unread(skeleton.isMalformed() ? Kind.INVALID_RESPONSE : kind);
    }

    private void takeOnce() {
        if (!taken) {
            taken = true;
            skeleton.close();
            take(skeleton.node(), dialect()::takeAnswer);
        }
    }

    /** Figures may have been cut within: a total is there and the cached part of it is not. */
    private ProviderResponse unread(Kind kind) {
        facts().disbelieveUsage();
        return lost(kind);
    }
}
