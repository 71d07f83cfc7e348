package io.tokentally.ui.usage.errors;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.domain.failure.RateChange;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.usage.frame.MatchingCalls;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.frame.UsagePage;
import io.tokentally.ui.usage.frame.UsageServices;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.TableOrder;
import io.tokentally.ui.usage.query.UsageMeasure;
import io.tokentally.ui.usage.query.UsageQuery;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What failed, how often, of whom and since when, and what was refused beside it. */
@Route(value = ErrorsView.PATH, layout = MainLayout.class)
@PageTitle("Errors · Tokentally")
@Menu(title = "Errors", order = 1.4, icon = "errors")
@PermitAll
public final class ErrorsView extends UsagePage {

    public static final String PATH = "api-usage/errors";

    private static final int LONGEST_TOLD = 40;

    private final transient FailureReader reader;
    private final Paragraph summary = new Paragraph();
    private final FailureRate rate = new FailureRate(this::tellApart);
    private final FailureGroupsPanel groups = new FailureGroupsPanel(this::order);
    private final RefusedPanel refused;
    private transient FailureOrder order = FailureOrder.CALLS;

    public ErrorsView(UsageServices services, TellFailuresUseCase failures, ReadRefusedCallsUseCase refusedCalls) {
        super(services, "errors.title");
        reader = new FailureReader(services, failures);
        refused = new RefusedPanel(refusedCalls);
        summary.addClassName("tt-bridge-summary");
        Div parts = new Div(summary, rate, groups, refused);
        parts.addClassName("tt-breakdowns");
        content().add(parts);
    }

    @Override
    protected void readOwn(QueryParameters told) {
        order = told.getSingleParameter(TableOrder.PARAMETER)
                .filter(word -> !word.isBlank())
                .map(this::orderOf)
                .orElse(FailureOrder.CALLS);
        told.getSingleParameter("by")
                .flatMap(word -> FailureReader.OF_FAILURES.stream()
                        .filter(dimension -> AddressWords.of(dimension).equals(word))
                        .findAny())
                .ifPresent(dimension ->
                        Notification.show(getTranslation("errors.notice.by", ShownUsage.labelOf(dimension))));
    }

    private FailureOrder orderOf(String word) {
        return TableOrder.of(FailureOrder.class, word)
                .filter(known -> !known.ascending())
                .map(TableOrder::column)
                .orElseGet(() -> {
                    String shortened = word.substring(0, Math.min(word.length(), LONGEST_TOLD));
                    Notification.show(getTranslation("errors.notice.order", VisibleText.of(shortened)));
                    return FailureOrder.CALLS;
                });
    }

    @Override
    protected QueryParameters addressOf(UsageQuery wanted) {
        QueryParameters address = super.addressOf(toldApart(wanted));
        return order == FailureOrder.CALLS
                ? address
                : address.merging(TableOrder.PARAMETER, new TableOrder<>(order, false).word());
    }

    private void order(FailureOrder wanted) {
        order = wanted;
        go(query());
    }

    private void tellApart(@Nullable Dimension dimension) {
        go(query().withGrouping(dimension == null ? List.of() : List.of(dimension)));
    }

    @Override
    protected void show(ShownUsage usage, MatchingCalls found, List<Figures> others) {
        refused.setVisible(usage.viewer().seesOrganization());
        if (usage.viewer().seesOrganization()) {
            refused.show(usage);
        }
        FailureFigures figures = reader.read(usage, FailureReader.groups(toldApart(usage.query())));
        boolean hasFailures = figures.failures().sums().calls() > 0;
        summary.setText(hasFailures ? summary(figures) : getTranslation("errors.none"));
        rate.setVisible(hasFailures);
        groups.setVisible(hasFailures);
        if (hasFailures) {
            rate.show(figures, declaredTags());
            groups.show(figures, order);
        }
    }

    /** By how calls failed there is no rate: all of a kind of failure have failed. */
    private static UsageQuery toldApart(UsageQuery wanted) {
        return FailureReader.groups(wanted).stream().anyMatch(FailureReader.OF_FAILURES::contains)
                ? wanted.withGrouping(List.of(Attribute.ENDPOINT))
                : wanted;
    }

    private String summary(FailureFigures figures) {
        String text = getTranslation(
                "errors.summary",
                formatCount(figures.total().totals().failures()),
                formatCount(figures.total().totals().requests()),
                rateOf(figures.total()),
                CostFormat.formatCost(figures.total().failedCost()));
        Figures before = figures.before();
        if (before == null || before.totals().requests() == 0) {
            return text;
        }
        return text + " "
                + getTranslation(
                        "errors.summary.before",
                        formatCount(before.totals().failures()),
                        formatCount(before.totals().requests()),
                        rateOf(before),
                        getTranslation("errors.meaning." + change(before, figures.total())));
    }

    private static BigDecimal rateOf(Figures figures) {
        return UsageMeasure.FAILURE_RATE.of(figures).orElse(BigDecimal.ZERO);
    }

    private static RateChange change(Figures before, Figures now) {
        return RateChange.between(
                before.totals().failures(),
                before.totals().requests(),
                now.totals().failures(),
                now.totals().requests());
    }
}
