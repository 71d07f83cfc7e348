package io.tokentally.tck.report;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Distribution;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.UnitSum;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.tck.usage.CallDimensions;
import io.tokentally.tck.usage.UsageSums;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Answers reports by adding calls up one by one: what an adapter's answers must agree with. */
final class ReportSums {

    /**
     * What one model did for a call.
     *
     * @param workers all models that did something for it
     */
    private record Share(UsageRecord call, ModelName model, UsageTotals totals, Set<ModelName> workers) {

        Figures figures(ReportQuery query) {
            boolean isFailed = query.measures().contains(Measure.FAILED_COST)
                    && !call.outcome().isSuccess();
            Map<Measure, Distribution> distributions = new EnumMap<>(Measure.class);
            // Each call has its times once, under the model that it counts under.
            if (totals.requests() > 0) {
                values().forEach((measure, value) -> {
                    if (query.measures().contains(measure)) {
                        distributions.put(measure, Distribution.of(value));
                    }
                });
            }
            return new Figures(
                    totals,
                    isFailed ? totals.cost() : Money.zero(Money.USD),
                    distributions,
                    query.asksForUnits() ? units() : Map.of());
        }

        /** Of what the call used, what this model did: its parts', or for the call's own model what is left. */
        private Map<UsageUnit, UnitSum> units() {
            Map<UsageUnit, Long> quantities = new EnumMap<>(UsageUnit.class);
            if (model.equals(call.billedModel())) {
                quantities.putAll(call.quantities().amounts());
            }
            for (UsagePart part : call.reading().parts()) {
                ModelName worker = worker(part);
                if (!worker.equals(call.billedModel()) && (model.equals(worker) || model.equals(call.billedModel()))) {
                    int sign = model.equals(worker) ? 1 : -1;
                    part.quantities()
                            .amounts()
                            .forEach((unit, amount) -> quantities.merge(unit, sign * amount, Long::sum));
                }
            }
            Map<UsageUnit, UnitSum> units = new EnumMap<>(UsageUnit.class);
            quantities.forEach((unit, amount) -> {
                if (amount != 0) {
                    units.put(unit, new UnitSum(amount, Money.zero(Money.USD), Money.zero(Money.USD)));
                }
            });
            for (CostLine line : call.cost().lines()) {
                BilledPart part = line.part();
                ModelName worker = part == null
                        ? call.billedModel()
                        : worker(call.reading().parts().get(part.index()));
                if (worker.equals(model)) {
                    units.merge(
                            line.unit(),
                            new UnitSum(0, line.amount(), line.listed().amount()),
                            UnitSum::plus);
                }
            }
            return units;
        }

        /** The part's model, unless no other sum tells of it. */
        private ModelName worker(UsagePart part) {
            ModelName named = part.model();
            return named != null && workers.contains(named) ? named : call.billedModel();
        }

        private Map<Measure, BigDecimal> values() {
            Map<Measure, BigDecimal> values = new EnumMap<>(Measure.class);
            BigDecimal responseTime =
                    BigDecimal.valueOf(call.call().timing().responseTime().toMillis());
            Duration firstToken = call.call().timing().timeToFirstToken();
            BigDecimal toFirstToken = firstToken == null ? null : BigDecimal.valueOf(firstToken.toMillis());
            BigDecimal generating = toFirstToken == null ? responseTime : responseTime.subtract(toFirstToken);
            BigDecimal outputTokens = BigDecimal.valueOf(call.quantities().outputTokens());
            values.put(Measure.RESPONSE_TIME, responseTime);
            if (toFirstToken != null) {
                values.put(Measure.TIME_TO_FIRST_TOKEN, toFirstToken);
            }
            if (outputTokens.signum() > 0 && generating.signum() > 0) {
                values.put(
                        Measure.OUTPUT_RATE, outputTokens.movePointRight(6).divide(generating, MathContext.DECIMAL64));
            }
            if (call.cost().status() != CostStatus.UNPRICED) {
                values.put(Measure.COST_PER_CALL, call.cost().total().amount().movePointRight(7));
            }
            return values;
        }

        String value(Dimension dimension) {
            return switch (dimension) {
                case Attribute.MODEL -> model.base().value();
                case Attribute.SNAPSHOT -> model.value();
                default -> CallDimensions.value(call, dimension);
            };
        }

        boolean has(Dimension dimension, String value) {
            return dimension == Attribute.MODEL
                    ? model.isOf(new ModelName(value))
                    : value(dimension).equals(value);
        }
    }

    private static final UsageTotals NOTHING = UsageTotals.none(Money.USD);

    private final List<Share> shares;

    private ReportSums(List<Share> shares) {
        this.shares = shares;
    }

    static ReportSums of(Collection<UsageRecord> calls) {
        List<Share> shares = new ArrayList<>();
        for (UsageRecord call : calls) {
            Map<ModelName, UsageTotals> byModel = UsageSums.byModel(List.of(call));
            Set<ModelName> workers = byModel.keySet().stream()
                    .filter(model -> !NOTHING.equals(byModel.get(model)))
                    .collect(Collectors.toSet());
            byModel.forEach((model, totals) -> shares.add(new Share(call, model, totals, workers)));
        }
        return new ReportSums(shares);
    }

    /** Of some call; of a model's at times its snapshot. */
    String anyValue(Dimension dimension, Random random) {
        Share share = shares.get(random.nextInt(shares.size()));
        return dimension == Attribute.MODEL && random.nextBoolean()
                ? share.model().value()
                : share.value(dimension);
    }

    String valueOfCall(Dimension dimension, Random random) {
        return shares.get(random.nextInt(shares.size())).value(dimension);
    }

    List<Report.Row> rows(ReportQuery query) {
        Map<List<String>, Map<Integer, Figures>> groups = groups(query);
        List<List<String>> ranked = groups.keySet().stream()
                .sorted(Comparator.comparing(
                                (List<String> group) -> query.orderedBy().of(sum(groups.getOrDefault(group, Map.of()))))
                        .reversed()
                        .thenComparing(ReportSums::byText))
                .limit(query.top())
                .toList();
        return rows(query, groups, ranked);
    }

    List<Report.Row> rowsOf(ReportQuery query, List<List<String>> wanted) {
        return rows(query, groups(query), wanted);
    }

    private Map<List<String>, Map<Integer, Figures>> groups(ReportQuery query) {
        List<Instant> starts = query.starts();
        Map<List<String>, Map<Integer, Figures>> groups = new TreeMap<>(ReportSums::byText);
        for (Share share : shares) {
            Instant at = share.call().createdAt();
            boolean isAsked = !at.isBefore(query.range().from())
                    && at.isBefore(query.range().until())
                    && query.filters().entrySet().stream()
                            .allMatch(filter -> share.has(filter.getKey(), filter.getValue()));
            if (isAsked) {
                int part = (int)
                        starts.stream().filter(start -> !start.isAfter(at)).count();
                groups.computeIfAbsent(query.by().stream().map(share::value).toList(), none -> new TreeMap<>())
                        .merge(part, share.figures(query), Figures::plus);
            }
        }
        groups.values()
                .forEach(parts ->
                        parts.values().removeIf(figures -> figures.totals().equals(NOTHING)));
        groups.values().removeIf(Map::isEmpty);
        return groups;
    }

    private static List<Report.Row> rows(
            ReportQuery query, Map<List<String>, Map<Integer, Figures>> groups, List<List<String>> wanted) {
        List<Instant> starts = query.starts();
        List<Report.Row> rows = new ArrayList<>();
        for (List<String> group : wanted) {
            groups.getOrDefault(group, Map.of())
                    .forEach((part, figures) -> rows.add(new Report.Row(starts.get(part - 1), group, false, figures)));
        }
        Map<Integer, Figures> others = new TreeMap<>();
        groups.forEach((group, parts) -> {
            if (!wanted.contains(group)) {
                parts.forEach((part, figures) -> others.merge(part, figures, Figures::plus));
            }
        });
        others.forEach((part, figures) -> rows.add(new Report.Row(starts.get(part - 1), List.of(), true, figures)));
        return rows;
    }

    private static Figures sum(Map<Integer, Figures> parts) {
        return parts.values().stream().reduce(Figures.NONE, Figures::plus);
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
