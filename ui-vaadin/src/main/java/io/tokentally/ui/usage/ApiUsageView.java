package io.tokentally.ui.usage;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.tokentally.application.port.in.pricing.TellShutdownUseCase;
import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.application.port.in.view.FollowFirstStepsUseCase;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.budget.BindingBudgetsPanel;
import io.tokentally.ui.budget.BudgetServices;
import io.tokentally.ui.key.GatewayAddress;
import io.tokentally.ui.report.FirstCallServices;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.call.RecentCalls;
import io.tokentally.ui.usage.frame.EmptyUsage;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The overview: what usage comes to, over time and by what it is made of, and the calls themselves. */
@Route(value = ApiUsageView.PATH, layout = MainLayout.class)
@PageTitle("API Usage · Tokentally")
@Menu(title = "API Usage", order = 1, icon = "usage")
@PermitAll
public final class ApiUsageView extends UsagePage {

    public static final String PATH = "api-usage";

    private static final Logger LOG = LoggerFactory.getLogger(ApiUsageView.class);

    private final transient OverviewReader reader;
    private final transient WatchModelEndsUseCase ends;
    private final SummaryCards cards = new SummaryCards();
    private final UsageWarnings warnings = new UsageWarnings();
    private final EmptyUsage empty;
    private final WaitingForCalls waiting;
    private final FirstStepsPanel firstSteps;
    private final BindingBudgetsPanel budgets;
    private final CostOverTime overTime;
    private final List<Breakdown> breakdowns = new ArrayList<>();
    private final RecentCalls calls;
    private final Div parts;
    private transient List<EndingModel> ending = List.of();
    private transient @Nullable ShownUsage shown;

    public ApiUsageView(
            UsageServices services,
            WatchModelEndsUseCase ends,
            TellShutdownUseCase shutdowns,
            FirstCallServices firstCall,
            FollowFirstStepsUseCase steps,
            GatewayAddress gateway,
            BudgetServices budgetServices) {
        super(services, "usage.title");
        this.ends = ends;
        reader = new OverviewReader(services);
        empty = new EmptyUsage(this::clearFilters);
        waiting = new WaitingForCalls(firstCall, gateway);
        firstSteps = new FirstStepsPanel(steps, this::hideFirstSteps);
        budgets = new BindingBudgetsPanel(budgetServices);
        overTime = new CostOverTime(grouping -> go(query().withGrouping(grouping)));
        for (String slot : List.of("feature", "model", "origin")) {
            breakdowns.add(new Breakdown(slot, this::go, this::all));
        }
        calls = new RecentCalls(
                services.calls(),
                services.exports(),
                shutdowns,
                this::clearFilters,
                ranking -> go(query().withRanking(ranking)));
        parts = new Div(overTime);
        breakdowns.forEach(parts::add);
        parts.add(calls);
        parts.addClassName("tt-breakdowns");
        content().add(firstSteps, waiting, cards, warnings, budgets, empty, parts);
    }

    /** It changes by the day, and so is asked for with the figures alone. */
    private List<EndingModel> endingModels(ShownUsage usage) {
        try {
            return ends.ending(usage.viewer(), usage.query().scope());
        } catch (RuntimeException e) {
            LOG.error("The models that end could not be read", e);
            return ending;
        }
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        Signal.effect(
                this, () -> calls.fit(ui.getPage().windowSizeSignal().get().width()));
    }

    @Override
    protected List<ReportQuery> alsoTold(ShownUsage usage) {
        return OverviewReader.alsoTold(usage);
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        OverviewFigures figures =
                reader.read(usage, found, others.stream().findFirst().orElse(null));
        if (shown == null || !isAnotherQuestion(usage, shown)) {
            firstSteps.reload(usage.viewer());
            budgets.reload(usage.viewer());
            ending = endingModels(usage);
        }
        shown = usage;
        cards.show(figures);
        empty.show(usage);
        waiting.show(usage, found);
        empty.setVisible(found.isEmpty() && !waiting.isWaiting());
        parts.setVisible(!found.isEmpty());
        warnings.show(figures.totals(), hasOthers(figures), ending, usage.now());
        overTime.show(figures);
        int slot = 0;
        for (Map.Entry<Dimension, Report> breakdown : figures.breakdowns().entrySet()) {
            breakdowns.get(slot++).show(usage, breakdown.getKey(), breakdown.getValue());
        }
        calls.show(usage);
    }

    /** About the same usage: what is the same whatever period and filters are chosen was told just now. */
    private static boolean isAnotherQuestion(ShownUsage usage, ShownUsage before) {
        return usage.query().scope() == before.query().scope() && !usage.query().equals(before.query());
    }

    private static boolean hasOthers(OverviewFigures figures) {
        return figures.breakdowns()
                .getOrDefault(Attribute.ENDPOINT, figures.overTime())
                .groups()
                .contains(List.of(Endpoint.OTHER.value()));
    }

    private Report all(Dimension dimension) {
        return reader.breakdown(
                Objects.requireNonNull(shown, "asked before anything was shown"), dimension, ReportQuery.MAX_TOP);
    }

    private void hideFirstSteps() {
        firstSteps.hide(services().viewer());
    }

    private void clearFilters() {
        go(query().withFilter(CallFilter.ALL));
    }
}
