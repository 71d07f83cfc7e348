package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.usage.FollowExportUseCase;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that stands below the cards: by day, by endpoint, call by call, and for an organization by user and by model. */
class UsageBreakdowns extends Div {

    private final DailyCost daily = new DailyCost();
    private final EndpointBreakdown endpoints = new EndpointBreakdown();
    private final RecentCalls calls;
    private final TotalsPanel users =
            new TotalsPanel(getTranslation("usage.users"), "tt-users", getTranslation("usage.column.user"));
    private final TotalsPanel models =
            new TotalsPanel(getTranslation("usage.models"), "tt-models", getTranslation("usage.column.model"));

    UsageBreakdowns(
            ListCallsUseCase listCalls,
            FollowExportUseCase exports,
            TellShutdownUseCase shutdowns,
            Consumer<CallFilter> onFilter,
            Consumer<@Nullable CallRanking> onRanking) {
        addClassName("tt-breakdowns");
        calls = new RecentCalls(listCalls, exports, shutdowns, onFilter, onRanking);
        Div tables = new Div(users, models);
        tables.addClassName("tt-panel-pair");
        add(daily, endpoints, calls, tables);
    }

    void show(UsageFigures figures, ZoneId zone) {
        UsageSummary summary = figures.shown();
        daily.show(summary);
        endpoints.show(summary);
        calls.show(figures, zone);
        users.setVisible(figures.showsOrganization());
        users.show(summary, summary.byUser(), figures::nameOf);
        models.show(summary, withSnapshots(summary), ModelRow::text);
    }

    private static Map<ModelRow, UsageTotals> withSnapshots(UsageSummary summary) {
        Map<ModelRow, UsageTotals> rows = new LinkedHashMap<>();
        summary.byModel().forEach((model, totals) -> {
            rows.put(new ModelRow(model, false), totals);
            summary.snapshotsOf(model).forEach((name, part) -> rows.put(new ModelRow(name, true), part));
        });
        return rows;
    }

    /** A model, or beneath it one of its snapshots. */
    private record ModelRow(ModelName name, boolean isSnapshot) {

        String text() {
            return (isSnapshot ? "↳ " : "") + VisibleText.of(name.value());
        }
    }

    void setCompact(boolean compact) {
        calls.setCompact(compact);
    }
}
