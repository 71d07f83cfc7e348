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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetching a batch. Once the batch is over, the answer tells what all its requests used, and tells it again whenever
 * somebody asks: it is billed once, as of the end of the batch. A batch that is not over is not billed yet. Where no time can be read, its usage
 * is not known: it has no day whose prices would hold.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch/object">OpenAI: the batch object</a>
 */
final class BatchCall extends RetrieveCall {

    private static final FieldSelection ANSWER = FieldSelection.of(
            "id",
            "endpoint",
            "model",
            "usage",
            "status",
            "in_progress_at",
            "created_at",
            "completed_at",
            "failed_at",
            "expired_at",
            "cancelled_at",
            "output_file_id",
            "error_file_id");

    /** Each is set when a batch ends so, and of each batch one at most. */
    private static final List<String> ENDS = List.of("completed_at", "failed_at", "expired_at", "cancelled_at");

    private static final Set<String> OVER = Set.of("completed", "failed", "expired", "cancelled");

    /** What stands in for an end that cannot be read, since it is told alike each time. */
    private static final List<String> BEGINNINGS = List.of("in_progress_at", "created_at");

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
        Instant end = firstOf(ENDS, batch);
        if (id == null || (end == null && !OVER.contains(batch.path("status").asText("")))) {
            return;
        }
        Instant dated = end == null ? firstOf(BEGINNINGS, batch) : end;
        if (dated == null) {
            facts.billedOnce(BillableJob.undated(id));
            facts.reading(new UsageReading.Invalid());
        } else {
            facts.billedOnce(new BillableJob(id, dated));
            facts.reading(usageOf(batch));
        }
    }

    /** Batches of embeddings are told apart by the path that their requests would have had. */
    private static UsageReading usageOf(ObjectNode batch) {
        MeteredApi api =
                MeteredApi.of("POST", batch.path("endpoint").asText("")).orElse(MeteredApi.RESPONSES);
        return UsageFigures.read(api, batch, null);
    }

    private static @Nullable Instant firstOf(List<String> times, ObjectNode batch) {
        return times.stream()
                .map(batch::path)
                .flatMap(time -> UnixSeconds.read(time).stream())
                .findFirst()
                .orElse(null);
    }

    /** There is no stream of batches. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
