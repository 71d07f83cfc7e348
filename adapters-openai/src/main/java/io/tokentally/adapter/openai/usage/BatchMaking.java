package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ProviderCallHandler;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.WireExchange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Making a batch through a client in this process. It is free, and begins work that is billed when somebody fetches the batch: budgets
 * are asked by their rule for what has no bound, since nobody reads the file that its requests are in, and what they set aside stays so
 * for that work.
 */
final class BatchMaking implements ProviderCallHandler {

    private static final FieldSelection ANSWER = FieldSelection.of("id");

    private BatchMaking() {}

    /** Nothing for any other request. */
    static Optional<MeteredExchange> begin(String method, String path) {
        return method.equals("POST") && path.endsWith("/batches")
                ? Optional.of(new WireExchange(new BatchMaking()))
                : Optional.empty();
    }

    @Override
    public Operation operation() {
        return new Operation("batches");
    }

    @Override
    public boolean isFree() {
        return true;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        return new PreparedRequest(body, ModelName.UNKNOWN, false, RequestBounds.unbounded(Unbounded.BATCH));
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode batch, ResponseAccumulator facts) {
        facts.billedLater(Identifiers.error(batch.path("id").textValue()));
    }

    /** There is no stream of batches. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
