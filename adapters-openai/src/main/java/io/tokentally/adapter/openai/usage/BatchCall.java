package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fetching a batch. Once the batch is over, the answer tells what all its requests used, and tells it again whenever
 * somebody asks: it is billed once, as of the end of the batch. A batch that is not over is not billed yet.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch/object">OpenAI: the batch object</a>
 */
final class BatchCall extends RetrieveCall {

    private static final FieldSelection ANSWER = FieldSelection.of(
            "id",
            "endpoint",
            "model",
            "usage",
            "completed_at",
            "failed_at",
            "expired_at",
            "cancelled_at",
            "output_file_id",
            "error_file_id");

    /** Each is set when a batch ends so, and of each batch one at most. */
    private static final List<String> ENDS = List.of("completed_at", "failed_at", "expired_at", "cancelled_at");

    BatchCall(boolean cancels, @Nullable Region region) {
        super(cancels ? "batches.cancel" : "batches", region);
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode batch, ResponseAccumulator facts) {
        facts.serviceTier(ServiceTier.BATCH);
        facts.servedModel(batch.path("model"));
        facts.made(batch.path("output_file_id"));
        facts.made(batch.path("error_file_id"));
        String id = Identifiers.error(batch.path("id").textValue());
        Instant end = endOf(batch);
        if (id != null && end != null) {
            facts.billedOnce(new BillableJob(id, end));
            facts.reading(usageOf(batch));
        }
    }

    /** Batches of embeddings are told apart by the path that their requests would have had. */
    private static UsageReading usageOf(ObjectNode batch) {
        MeteredApi api =
                MeteredApi.of("POST", batch.path("endpoint").asText("")).orElse(MeteredApi.RESPONSES);
        return UsageFigures.read(api, batch);
    }

    private static @Nullable Instant endOf(ObjectNode batch) {
        return ENDS.stream()
                .map(batch::path)
                .flatMap(time -> UnixSeconds.read(time).stream())
                .findFirst()
                .orElse(null);
    }

    /** There is no stream of batches. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
