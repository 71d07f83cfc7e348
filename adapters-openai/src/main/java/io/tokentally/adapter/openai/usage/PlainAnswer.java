package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import java.io.IOException;

/** An answer in one piece: a JSON object. */
final class PlainAnswer implements AnswerObserver {

    private final Attempt attempt;
    private final AnswerFacts facts;
    private final JsonSkeleton skeleton = new JsonSkeleton();

    PlainAnswer(Attempt attempt, int httpStatus) {
        this.attempt = attempt;
        this.facts = new AnswerFacts(attempt.api(), httpStatus);
    }

    @Override
    public void arrived(byte[] bytes, int offset, int length) {
        skeleton.feed(bytes, offset, length);
        if (skeleton.isComplete()) {
            settle(Kind.INVALID_RESPONSE);
        }
    }

    @Override
    public void ended() {
        settle(Kind.INVALID_RESPONSE);
    }

    @Override
    public void broke(IOException cause) {
        settle(TransportFailure.ofBrokenAnswer(cause));
    }

    @Override
    public void closed() {
        settle(skeleton.isMalformed() ? Kind.INVALID_RESPONSE : Kind.CANCELLED);
    }

    private void settle(Kind kindIfIncomplete) {
        if (attempt.isReported()) {
            return;
        }
        facts.take(skeleton.node());
        attempt.ended(facts, skeleton.isComplete() ? facts.completeOutcome() : facts.brokenOutcome(kindIfIncomplete));
        skeleton.close();
    }
}
