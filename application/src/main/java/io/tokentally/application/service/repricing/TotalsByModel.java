package io.tokentally.application.service.repricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what repricing does, model by model. */
final class TotalsByModel {

    private static final Comparator<RepricedTotals> GREATEST_DIFFERENCE_FIRST = Comparator.comparing(
                    TotalsByModel::difference)
            .reversed()
            .thenComparing(totals -> totals.model().value());

    private record Key(Provider provider, ModelName model) {}

    private final Map<Key, RepricedTotals> totals = new LinkedHashMap<>();

    void add(UsageRecord call, Cost fresh) {
        add(call.provider(), call.billedModel(), call.cost(), fresh);
    }

    void add(Provider provider, ModelName billedModel, Cost old, Cost fresh) {
        totals.compute(
                new Key(provider, billedModel),
                (key, known) ->
                        (known == null ? RepricedTotals.none(key.provider(), key.model()) : known).plus(old, fresh));
    }

    List<RepricedTotals> greatestDifferenceFirst() {
        return totals.values().stream().sorted(GREATEST_DIFFERENCE_FIRST).toList();
    }

    private static BigDecimal difference(RepricedTotals totals) {
        return totals.after().minus(totals.before()).amount().abs();
    }
}
