package io.tokentally.adapter.persistence.budget;

import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.RequestBounds.Unbounded;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A batch's requests as the database keeps them. */
final class BatchContentsJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BatchContentsJson() {}

    private record Row(
            String model,
            long number,
            long longestInput,
            long input,
            @Nullable Long output,
            long answers,
            Set<Unbounded> unbounded,
            @Nullable String region) {}

    static String write(BatchContents contents) {
        return JSON.writeValueAsString(
                contents.requests().stream().map(BatchContentsJson::row).toList());
    }

    private static Row row(BatchedRequests requests) {
        RequestBounds bounds = requests.bounds();
        Region region = bounds.region();
        return new Row(
                requests.model().value(),
                requests.number(),
                requests.longestInput(),
                bounds.inputTokens(),
                bounds.outputTokens(),
                bounds.answers(),
                bounds.unbounded(),
                region == null ? null : region.value());
    }

    static BatchContents read(String json) {
        return new BatchContents(List.of(JSON.readValue(json, Row[].class)).stream()
                .map(BatchContentsJson::requests)
                .toList());
    }

    private static BatchedRequests requests(Row row) {
        return new BatchedRequests(
                new ModelName(row.model()),
                row.number(),
                row.longestInput(),
                new RequestBounds(
                        row.input(),
                        row.output(),
                        row.answers(),
                        row.unbounded(),
                        Set.of(ServiceTier.BATCH),
                        row.region() == null ? null : new Region(row.region())));
    }
}
