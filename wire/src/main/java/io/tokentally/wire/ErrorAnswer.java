package io.tokentally.wire;

import io.tokentally.application.port.out.provider.ProviderAnswer;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;

/** An answer with an error status: {@code {"error": {"message", "type", "code"}}} as a rule. Nothing is billed for it. */
final class ErrorAnswer extends AnswerInProgress {

    private static final JsonShape SHAPE = JsonShape.of("error");

    private final JsonSkeleton skeleton = new JsonSkeleton(SHAPE);

    ErrorAnswer(WireExchange exchange, AnswerFacts facts) {
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
    ProviderAnswer settleAtEnd() {
        skeleton.close();
        facts().failed(skeleton.node().path("error"));
        return refused((Failure) facts().completeOutcome());
    }

    @Override
    ProviderAnswer settleBroken(Kind kind) {
        return settleAtEnd();
    }
}
