package io.tokentally.tck.usage;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Adds records up one by one, but for those that no provider bills: what roll-ups must agree with. */
public final class UsageSums {

    private UsageSums() {}

    public static UsageTotals totals(Collection<UsageRecord> records) {
        return billable(records).map(UsageSums::one).reduce(UsageTotals.none(Money.USD), UsageTotals::plus);
    }

    public static <K> Map<K, UsageTotals> by(Collection<UsageRecord> records, Function<UsageRecord, K> key) {
        return billable(records)
                .collect(groupingBy(key, reducing(UsageTotals.none(Money.USD), UsageSums::one, UsageTotals::plus)));
    }

    /** What other models did for a call counts under them, and the call itself once, under the model that served it. */
    public static Map<ModelName, UsageTotals> byModel(Collection<UsageRecord> records) {
        Map<ModelName, UsageTotals> sums = new HashMap<>();
        for (UsageRecord call : billable(records).toList()) {
            UsageTotals rest = one(call);
            List<UsagePart> parts = call.reading().parts();
            for (int i = 0; i < parts.size(); i++) {
                ModelName model = parts.get(i).model();
                if (model != null && !model.equals(call.billedModel())) {
                    UsageTotals work = new UsageTotals(
                            0,
                            0,
                            0,
                            0,
                            parts.get(i).quantities().inputTokens(),
                            parts.get(i).quantities().outputTokens(),
                            costOfPart(call.cost(), i));
                    sums.merge(model, work, UsageTotals::plus);
                    rest = new UsageTotals(
                            rest.requests(),
                            rest.failures(),
                            rest.unpriced(),
                            rest.estimated(),
                            rest.inputTokens() - work.inputTokens(),
                            rest.outputTokens() - work.outputTokens(),
                            rest.cost().minus(work.cost()));
                }
            }
            sums.merge(call.billedModel(), rest, UsageTotals::plus);
        }
        return sums;
    }

    private static Stream<UsageRecord> billable(Collection<UsageRecord> records) {
        return records.stream().filter(call -> !call.isFree());
    }

    private static Money costOfPart(Cost cost, int index) {
        return Money.sum(
                Money.USD,
                cost.lines().stream()
                        .filter(line -> line.part() != null && line.part().index() == index)
                        .map(CostLine::amount)
                        .toList());
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
