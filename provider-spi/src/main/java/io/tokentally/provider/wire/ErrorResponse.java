package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ProviderResponse;

/** An answer with an error status: {@code {"error": {"message", "type", "code"}}} as a rule. Nothing is billed for it. */
final class ErrorResponse extends ResponseInProgress {

    private static final FieldSelection SHAPE = FieldSelection.of("error");

    private final SelectiveJsonParser skeleton = new SelectiveJsonParser(SHAPE);

    ErrorResponse(WireExchange exchange, ResponseAccumulator facts) {
        super(exchange, facts);
    }

    @Override
    void read(byte[] bytes, int offset, int length) {
        skeleton.feed(bytes, offset, length);
    }

    @Override
    public boolean isComplete() {
        return skeleton.isComplete();
    }

    /** Nothing is counted for a refusal. */
    @Override
    public boolean hasUsage() {
        return true;
    }

    @Override
    ProviderResponse settleAtEnd() {
        skeleton.close();
        facts().failed(skeleton.node().path("error"));
        return refused((Failure) facts().completeOutcome());
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        return settleAtEnd();
    }
}
