package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Outcome.Failure.Kind;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.VisibleBytes;

/** An answer with an error status: a JSON object, or an array that begins with one. Nothing is billed for it. */
final class ErrorResponse extends ResponseInProgress implements StreamFraming.Listener {

    private final SelectiveJsonParser skeleton;
    private final JsonObjectScanner scanner = new JsonObjectScanner(this);
    private boolean ended;

    ErrorResponse(WireExchange exchange, ResponseAccumulator facts) {
        super(exchange, facts);
        this.skeleton = new SelectiveJsonParser(exchange.dialect().errorShape());
    }

    @Override
    void read(byte[] bytes, int offset, int length, VisibleBytes visible) {
        scanner.scan(bytes, offset, length);
    }

    @Override
    public void data(byte[] bytes, int offset, int length) {
        if (!ended) {
            skeleton.feed(bytes, offset, length);
        }
    }

    @Override
    public void eventEnded(int offset) {
        ended = true;
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
        facts().failed(MissingNode.getInstance());
        take(skeleton.node(), dialect()::takeError);
        return refused((Failure) facts().completeOutcome());
    }

    @Override
    ProviderResponse settleBroken(Kind kind) {
        return settleAtEnd();
    }
}
