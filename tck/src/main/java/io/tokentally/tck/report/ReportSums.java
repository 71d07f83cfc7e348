package io.tokentally.tck.report;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.usage.UsageSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers reports by adding calls up one by one: what an adapter's answers must agree with. */
final class ReportSums {

    /** What one model did for a call. */
    private record Share(UsageRecord call, ModelName model, UsageTotals totals) {

        String value(Dimension dimension) {
            return switch (dimension) {
                case ENDPOINT -> call.attribution().endpoint().value();
                case OPERATION -> text(call.operation());
                case PROVIDER -> call.provider().value();
                case MODEL -> model.base().value();
                case SNAPSHOT -> model.value();
                case USER -> call.attribution().userId().value();
                case KEY -> text(call.attribution().keyId());
                case SERVICE_TIER -> call.serviceTier().value();
                case REGION -> text(call.region());
                case PRICE_VERSION -> text(call.cost().priceVersion());
                case STATUS ->
                    (call.outcome().isSuccess() ? CallFilter.Status.SUCCEEDED : CallFilter.Status.FAILED).name();
                case FAILURE_KIND ->
                    call.outcome() instanceof Outcome.Failure failure
                            ? failure.kind().name()
                            : "";
                case COST_STATUS -> call.cost().status().name();
            };
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        boolean has(Dimension dimension, String value) {
            return dimension == Dimension.MODEL
                    ? model.isOf(new ModelName(value))
                    : value(dimension).equals(value);
        }
    }

    private final List<Share> shares;

    private ReportSums(List<Share> shares) {
        this.shares = shares;
    }

    static ReportSums of(Collection<UsageRecord> calls) {
        List<Share> shares = new ArrayList<>();
        for (UsageRecord call : calls) {
            UsageSums.byModel(List.of(call)).forEach((model, totals) -> shares.add(new Share(call, model, totals)));
        }
        return new ReportSums(shares);
    }

    /** Of some call; of a model's at times its snapshot. */
    String anyValue(Dimension dimension, Random random) {
        Share share = shares.get(random.nextInt(shares.size()));
        return dimension == Dimension.MODEL && random.nextBoolean()
                ? share.model().value()
                : share.value(dimension);
    }

    List<Report.Row> rows(ReportQuery query) {
        List<Instant> starts = query.starts();
        Map<List<String>, Map<Integer, UsageTotals>> groups = new TreeMap<>(ReportSums::byText);
        for (Share share : shares) {
            Instant at = share.call().createdAt();
            boolean isAsked = !at.isBefore(query.period().from())
                    && at.isBefore(query.period().until())
                    && query.filters().entrySet().stream()
                            .allMatch(filter -> share.has(filter.getKey(), filter.getValue()));
            if (isAsked) {
                int part = (int)
                        starts.stream().filter(start -> !start.isAfter(at)).count();
                groups.computeIfAbsent(query.by().stream().map(share::value).toList(), none -> new TreeMap<>())
                        .merge(part, share.totals(), UsageTotals::plus);
            }
        }
        groups.values().forEach(parts -> parts.values().removeIf(UsageTotals.none(Money.USD)::equals));
        groups.values().removeIf(Map::isEmpty);
        return rows(query, groups, starts);
    }

    private static List<Report.Row> rows(
            ReportQuery query, Map<List<String>, Map<Integer, UsageTotals>> groups, List<Instant> starts) {
        List<List<String>> ranked = groups.keySet().stream()
                .sorted(Comparator.comparing(
                                (List<String> group) -> query.orderedBy().of(sum(groups.getOrDefault(group, Map.of()))))
                        .reversed()
                        .thenComparing(ReportSums::byText))
                .toList();
        List<Report.Row> rows = new ArrayList<>();
        Map<Integer, UsageTotals> others = new TreeMap<>();
        for (int place = 0; place < ranked.size(); place++) {
            List<String> group = ranked.get(place);
            Map<Integer, UsageTotals> parts = groups.getOrDefault(group, Map.of());
            if (place < query.top()) {
                parts.forEach((part, totals) -> rows.add(new Report.Row(starts.get(part - 1), group, false, totals)));
            } else {
                parts.forEach((part, totals) -> others.merge(part, totals, UsageTotals::plus));
            }
        }
        others.forEach((part, totals) -> rows.add(new Report.Row(starts.get(part - 1), List.of(), true, totals)));
        return rows;
    }

    private static UsageTotals sum(Map<Integer, UsageTotals> parts) {
        return parts.values().stream().reduce(UsageTotals.none(Money.USD), UsageTotals::plus);
    }

    private static int byText(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int compared = one.get(i).compareTo(other.get(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }
}
