package io.tokentally.application.port.out.usage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** Adds records up one by one: what roll-ups must agree with. */
public final class UsageSums {

    private UsageSums() {}

    public static UsageTotals totals(Collection<UsageRecord> records) {
        return records.stream().map(UsageSums::one).reduce(UsageTotals.none(Money.USD), UsageTotals::plus);
    }

    public static <K> Map<K, UsageTotals> by(Collection<UsageRecord> records, Function<UsageRecord, K> key) {
        return records.stream()
                .collect(groupingBy(key, reducing(UsageTotals.none(Money.USD), UsageSums::one, UsageTotals::plus)));
    }

    private static UsageTotals one(UsageRecord call) {
        return new UsageTotals(
                1,
                call.outcome().isSuccess() ? 0 : 1,
                call.cost().status() == CostStatus.UNPRICED ? 1 : 0,
                call.cost().status() == CostStatus.ESTIMATED ? 1 : 0,
                call.quantities().inputTokens(),
                call.quantities().outputTokens(),
                call.cost().total());
    }
}
