package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseFilter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer in events, each a JSON object. It ends where the dialect says so, or with {@code [DONE]}. */
final class EventStreamResponse extends ResponseInProgress implements StreamFraming.Listener {

    private static final String DONE = "[DONE]";

    private final StreamFraming.Scanner scanner;
    private final FieldSelection shape;
    private final Optional<ResponseFilter> filter;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream(DONE.length());
    private @Nullable SelectiveJsonParser skeleton;
    private boolean begun;
    private boolean sawMalformed;

    EventStreamResponse(WireExchange exchange, ResponseAccumulator facts, StreamFraming framing) {
        super(exchange, facts);
        this.scanner = framing.over(this);
        this.shape = exchange.dialect().answerShape();
        this.filter = exchange.dialect().filter();
    }

    @Override
    void read(byte[] bytes, int offset, int length) {
        scanner.scan(bytes, offset, length);
    }

    @Override
    public boolean isComplete() {
        return facts().isComplete();
    }

    @Override
    public Optional<ResponseFilter> filter() {
        return filter;
    }

    @Override
    ProviderResponse settleAtEnd() {
        if (isDone() || (skeleton != null && skeleton.isComplete())) {
            // The last event lacks the empty line that should end it.
            eventEnded(0);
        }
        return isComplete() ? whole() : settleBroken(Kind.STREAM_INTERRUPTED);
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        if (skeleton != null) {
            skeleton.close();
            skeleton = null;
        }
        if (sawMalformed) {
            return lost(Kind.INVALID_RESPONSE);
        }
        return begun ? interrupted(kind) : lost(kind);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (beginning.size() < DONE.length()) {
            beginning.write(bytes, offset, Math.min(length, DONE.length() - beginning.size()));
        }
        if (skeleton == null) {
            skeleton = new SelectiveJsonParser(shape);
        }
        skeleton.feed(bytes, offset, length);
    }

    @Override
    public void eventEnded(int offset) {
        boolean done = isDone();
        beginning.reset();
        SelectiveJsonParser event = skeleton;
        skeleton = null;
        if (event == null || isComplete()) {
            return;
        }
        try (event) {
            event.end();
            if (done) {
                facts().complete();
            } else if (event.isComplete()) {
                begun = true;
                take(event.node(), dialect()::takeEvent);
            } else {
                sawMalformed = true;
            }
        }
    }

    private boolean isDone() {
        return beginning.toString(StandardCharsets.UTF_8).equals(DONE);
    }
}
