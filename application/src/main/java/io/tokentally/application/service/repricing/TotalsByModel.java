package io.tokentally.application.service.repricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.repricing.RepricedTotals;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what repricing does, model by model. */
final class TotalsByModel {

    private static final Comparator<RepricedTotals> GREATEST_DIFFERENCE_FIRST = Comparator.comparing(
                    TotalsByModel::difference)
            .reversed()
            .thenComparing(totals -> totals.model().value());

    private record Key(Provider provider, ModelName model) {}

    private final Map<Key, RepricedTotals> totals = new LinkedHashMap<>();

    void add(UsageRecord call, Cost fresh) {
        add(call.provider(), call.billedModel(), call.reading(), call.cost(), fresh);
    }

    /** A call counts once, under the model that served it; what other models did for it costs under their own names. */
    void add(Provider provider, ModelName served, UsageReading reading, Cost old, Cost fresh) {
        Key own = new Key(provider, served.base());
        totals.compute(own, (key, known) -> orNone(key, known).plus(old, fresh));
        List<UsagePart> parts = reading.parts();
        for (int i = 0; i < parts.size(); i++) {
            ModelName model = parts.get(i).model();
            if (model != null && !model.base().equals(own.model())) {
                move(own, new Key(provider, model.base()), old.totalOf(i), fresh.totalOf(i));
            }
        }
    }

    private void move(Key from, Key to, Money before, Money after) {
        Money nothing = Money.zero(Money.USD);
        totals.compute(from, (key, known) -> orNone(key, known).plus(nothing.minus(before), nothing.minus(after)));
        totals.compute(to, (key, known) -> orNone(key, known).plus(before, after));
    }

    private static RepricedTotals orNone(Key key, @Nullable RepricedTotals known) {
        return known == null ? RepricedTotals.none(key.provider(), key.model()) : known;
    }

    List<RepricedTotals> greatestDifferenceFirst() {
        return totals.values().stream().sorted(GREATEST_DIFFERENCE_FIRST).toList();
    }

    private static BigDecimal difference(RepricedTotals totals) {
        return totals.after().minus(totals.before()).amount().abs();
    }
}
