package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.Identifiers;
import io.tokentally.provider.wire.JobFetch;
import io.tokentally.provider.wire.ResponseAccumulator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Asking for a message batch, or cancelling it. One that has ended is billed, as of its end, and what it used stands in its results
 * alone: until these are read, its cost is not known.
 *
 * @see <a href="https://docs.anthropic.com/en/api/retrieving-message-batches">Anthropic: retrieving message batches</a>
 */
final class BatchCall extends JobFetch {

    static final String OPERATION = "messages.batches";

    private static final FieldSelection ANSWER =
            FieldSelection.of("id", "processing_status", "request_counts", "ended_at", "created_at");
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final BatchEnds ends;

    BatchCall(BatchEnds ends) {
        super(OPERATION);
        this.ends = ends;
    }

    @Override
    public FieldSelection answerShape() {
        return ANSWER;
    }

    @Override
    public void takeAnswer(ObjectNode batch, ResponseAccumulator facts) {
        facts.serviceTier(ServiceTier.BATCH);
        facts.made(batch.path("id"));
        String id = Identifiers.error(batch.path("id").textValue());
        if (id == null || !"ended".equals(batch.path("processing_status").textValue())) {
            return;
        }
        Instant end = instant(batch.path("ended_at"));
        Instant dated = end == null ? instant(batch.path("created_at")) : end;
        if (dated == null) {
            facts.billedOnce(BillableJob.undated(id));
            facts.reading(new UsageReading.Invalid());
            return;
        }
        ends.remember(id, dated);
        facts.billedOnce(new BillableJob(id, dated));
        if (hasNothingToBill(batch.path("request_counts").path("succeeded"))) {
            facts.reading(new UsageReading.NotBilled());
        }
    }

    /** Requests that failed, expired or were canceled are not billed. */
    private static boolean hasNothingToBill(JsonNode succeeded) {
        return succeeded.isIntegralNumber() && succeeded.bigIntegerValue().signum() == 0;
    }

    /** Nothing if there is none, or one that cannot be. */
    private static @Nullable Instant instant(JsonNode time) {
        try {
            Instant instant = OffsetDateTime.parse(time.asText("")).toInstant();
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ? null : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** There is no stream of batches. */
    @Override
    public void takeEvent(ObjectNode event, ResponseAccumulator facts) {}
}
