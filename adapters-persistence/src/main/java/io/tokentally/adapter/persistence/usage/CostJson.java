package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The costs of calls as the database's functions take them. */
public final class CostJson {

    private CostJson() {}

    /** One component per column of the ledger, by its name in snake case. */
    private record Row(
            String createdAt,
            UUID id,
            @Nullable String totalCost,
            String costStatus,
            List<UsageJson.Line> costLines,
            @Nullable String priceVersion,
            @Nullable String unpricedReason) {}

    /** An array with an object for each call. */
    public static String write(Map<UsageRecordId, Cost> costs) {
        return UsageJson.write(costs.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static Row row(UsageRecordId id, Cost cost) {
        return new Row(
                id.instant().toString(),
                id.value(),
                UsageRecordRow.totalCost(cost),
                cost.status().name(),
                UsageJson.costLines(cost.lines()),
                cost.priceVersion(),
                cost.unpricedReason() == null ? null : cost.unpricedReason().name());
    }
}
