package io.tokentally.adapter.openai.usage;

import java.io.IOException;

/** An answer with an error status: {@code {"error": {"message", "type", "param", "code"}}} as a rule. Safe to read and to close from two threads. */
final class ErrorAnswer implements AnswerObserver {

    private final Attempt attempt;
    private final int httpStatus;
    private final JsonSkeleton skeleton = new JsonSkeleton();

    ErrorAnswer(Attempt attempt, int httpStatus) {
        this.attempt = attempt;
        this.httpStatus = httpStatus;
    }

    @Override
    public synchronized void arrived(byte[] bytes, int offset, int length) {
        skeleton.feed(bytes, offset, length);
        if (skeleton.isComplete()) {
            settle();
        }
    }

    @Override
    public synchronized void ended() {
        settle();
    }

    @Override
    public synchronized void broke(IOException cause) {
        settle();
    }

    @Override
    public synchronized void closed() {
        settle();
    }

    private void settle() {
        if (!attempt.isReported()) {
            attempt.refused(
                    AnswerFacts.providerError(httpStatus, skeleton.node().path("error")));
            skeleton.close();
        }
    }
}
