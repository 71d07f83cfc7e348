package io.tokentally.ui.fake;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.summary.UsageTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports of what was put into it, by one dimension, over all of the time asked for. */
public final class FakeReports implements ReportUsageUseCase {

    private final Map<Dimension, Map<String, Figures>> groups = new HashMap<>();
    private final List<ReportQuery> asked = new ArrayList<>();
    private @Nullable RuntimeException failure;

    public void reset() {
        groups.clear();
        asked.clear();
        failure = null;
    }

    /** Fails from now on. */
    public void failWith(RuntimeException exception) {
        failure = exception;
    }

    public void add(Dimension dimension, String value, long requests, long failures, String cost) {
        groups.computeIfAbsent(dimension, by -> new HashMap<>())
                .put(
                        value,
                        new Figures(
                                new UsageTotals(requests, failures, 0, 0, 0, 0, Money.usd(cost)),
                                Money.zero(Money.USD),
                                Map.of(),
                                Map.of()));
    }

    public List<ReportQuery> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        if (failure != null) {
            throw failure;
        }
        asked.add(query);
        return Report.of(
                query,
                groups.getOrDefault(query.by().getFirst(), Map.of()).entrySet().stream()
                        .map(group -> new Report.Row(
                                query.period().from(), List.of(group.getKey()), false, group.getValue()))
                        .toList());
    }
}
