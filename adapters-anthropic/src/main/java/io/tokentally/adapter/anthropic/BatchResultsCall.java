package io.tokentally.adapter.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.domain.metering.BillableJob;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.JobFetch;
import io.tokentally.provider.wire.ResponseAccumulator;
import io.tokentally.provider.wire.StreamFraming;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetching the results of a message batch: a file with a line for each request. They can be fetched again and again, and are billed
 * once, as of the batch's end, which they do not tell: where no retrieval of the batch has told it, the cost is not known. Neither is
 * it where they are not read to their end, or in part.
 *
 * @see <a href="https://docs.anthropic.com/en/api/retrieving-message-batch-results">Anthropic: batch results</a>
 */
final class BatchResultsCall extends JobFetch {

    /** Of a line, and of the result and the message in it. */
    private static final FieldSelection LINE = FieldSelection.of("type", "model", "usage", "content", "stop_reason")
            .within("result", "message");

    private static final int ALL_OF_IT = 200;

    private final String batch;
    private final @Nullable Instant end;
    private final BatchedMessages messages = new BatchedMessages();
    private boolean partial;

    BatchResultsCall(String batch, BatchEnds ends) {
        super(BatchCall.OPERATION);
        this.batch = batch;
        this.end = ends.of(batch).orElse(null);
    }

    @Override
    public FieldSelection answerShape() {
        return LINE;
    }

    @Override
    public void answered(ResponseHead head, ResponseAccumulator facts) {
        if (!head.isSuccess()) {
            return;
        }
        partial = head.status() != ALL_OF_IT;
        facts.serviceTier(ServiceTier.BATCH);
        facts.billedOnceThoughCut(end == null ? BillableJob.undated(batch) : new BillableJob(batch, end));
    }

    @Override
    public Optional<StreamFraming> framing(ResponseHead head, boolean streamAsked) {
        return Optional.of(StreamFraming.JSON_LINES);
    }

    @Override
    public boolean endsWithItsBytes() {
        return true;
    }

    @Override
    public void takeEvent(ObjectNode line, ResponseAccumulator facts) {
        JsonNode result = line.path("result");
        switch (result.path("type").asText("")) {
            case "succeeded" -> messages.take(result.path("message"));
            case "errored", "canceled", "expired" -> {
                // Not billed.
            }
            default -> messages.takeUnknown();
        }
    }

    /** Nothing is said before the end: half of the results would pass for all. */
    @Override
    public UsageReading withoutUsage(ResponseAccumulator facts, boolean whole) {
        if (!whole || partial) {
            return new UsageReading.Missing();
        }
        messages.tell(facts);
        UsageReading reading = messages.reading();
        return end == null && !(reading instanceof UsageReading.NotBilled) ? new UsageReading.Invalid() : reading;
    }

    /** The results come as lines. */
    @Override
    public void takeAnswer(ObjectNode answer, ResponseAccumulator facts) {}
}
