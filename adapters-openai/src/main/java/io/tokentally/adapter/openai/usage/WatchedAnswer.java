package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ResponseReader;
import java.io.IOException;

/** Reads an answer on its way to the caller, and reports once it is known. Safe to read and to close from two threads. */
final class WatchedAnswer implements AnswerObserver {

    private final Attempt attempt;
    private final ResponseReader reader;

    WatchedAnswer(Attempt attempt, ResponseReader reader) {
        this.attempt = attempt;
        this.reader = reader;
    }

    @Override
    public synchronized void arrived(byte[] bytes, int offset, int length) {
        if (attempt.isReported()) {
            return;
        }
        reader.arrived(bytes, offset, length);
        if (reader.hasContent()) {
            attempt.sawContent();
        }
        if (reader.isComplete()) {
            attempt.ended(reader::ended);
        }
    }

    @Override
    public synchronized void ended() {
        attempt.ended(reader::ended);
    }

    @Override
    public synchronized void broke(IOException cause) {
        attempt.ended(() -> reader.broken(TransportFailure.ofBrokenAnswer(cause)));
    }

    @Override
    public synchronized void closed() {
        attempt.ended(() -> reader.broken(Kind.CANCELLED));
    }
}
