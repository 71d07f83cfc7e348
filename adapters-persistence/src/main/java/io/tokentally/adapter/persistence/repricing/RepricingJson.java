package io.tokentally.adapter.persistence.repricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Repricings and their totals as JSON documents. Amounts are texts, so that no reader makes a binary fraction of them. */
final class RepricingJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private RepricingJson() {}

    /** What a repricing is at its start: one component per column, by its name in snake case. */
    private record Begun(
            UUID id,
            Instant rangeFrom,
            Instant rangeUntil,
            @Nullable String provider,
            @Nullable String model,
            boolean unpricedOnly,
            String reason,
            Instant startedAt,
            long records) {}

    /** One of the column {@code totals}. */
    private record Total(
            String provider,
            String model,
            long records,
            long changed,
            long unpricedBefore,
            long unpricedAfter,
            String before,
            String after) {

        RepricedTotals toRepricedTotals() {
            return new RepricedTotals(
                    new Provider(provider),
                    new ModelName(model),
                    records,
                    changed,
                    unpricedBefore,
                    unpricedAfter,
                    Money.usd(before),
                    Money.usd(after));
        }
    }

    static String begun(Repricing repricing) {
        RepricingRequest request = repricing.request();
        return JSON.writeValueAsString(new Begun(
                repricing.id().value(),
                request.range().from(),
                request.range().until(),
                request.provider() == null ? null : request.provider().value(),
                request.model() == null ? null : request.model().text(),
                request.unpricedOnly(),
                request.reason(),
                repricing.startedAt().truncatedTo(ChronoUnit.MICROS),
                repricing.records()));
    }

    static String totals(Collection<RepricedTotals> totals) {
        return JSON.writeValueAsString(totals.stream()
                .map(total -> new Total(
                        total.provider().value(),
                        total.model().value(),
                        total.records(),
                        total.changed(),
                        total.unpricedBefore(),
                        total.unpricedAfter(),
                        total.before().amount().toPlainString(),
                        total.after().amount().toPlainString()))
                .toList());
    }

    static List<RepricedTotals> readTotals(String json) {
        return JSON.readValue(json, new TypeReference<List<Total>>() {}).stream()
                .map(Total::toRepricedTotals)
                .toList();
    }
}
