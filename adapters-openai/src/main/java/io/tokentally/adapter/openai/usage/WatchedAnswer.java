package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
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
    public synchronized void arrived(byte[] bytes, int offset, int length, VisibleBytes visible) {
        if (attempt.isReported()) {
            reader.arrivedLate(bytes, offset, length, visible);
            return;
        }
        reader.arrived(bytes, offset, length, visible);
        if (reader.hasContent()) {
            attempt.sawContent();
        }
        if (reader.isComplete()) {
            attempt.ended(reader::ended);
        }
    }

    @Override
    public synchronized void ended(VisibleBytes visible) {
        reader.rest(visible);
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
