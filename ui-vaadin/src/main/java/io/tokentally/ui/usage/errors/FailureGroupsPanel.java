package io.tokentally.ui.usage.errors;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.failure.FailedCalls;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureReport.Earlier;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.chart.StackingTable;
import io.tokentally.ui.format.CostFormat;
import io.tokentally.ui.format.TimeFormat;
import io.tokentally.ui.shell.Panel;
import io.tokentally.ui.usage.CallsLink;
import io.tokentally.ui.usage.call.FailureExplanation;
import io.tokentally.ui.usage.query.UsageQuery;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What failed, in groups, each with what it means and the way to its calls. */
final class FailureGroupsPanel extends Panel {

    private static final MathContext DIGITS = MathContext.DECIMAL32;

    private final Select<FailureOrder> order = new Select<>();
    private final Div table = new Div();
    private final Paragraph others = new Paragraph();

    FailureGroupsPanel(Consumer<FailureOrder> onOrder) {
        super(I18NProvider.translate("errors.groups"), "tt-errors-groups");
        order.setAriaLabel(getTranslation("errors.order"));
        order.setItemLabelGenerator(item -> getTranslation("errors.order." + item));
        order.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onOrder.accept(event.getValue());
            }
        });
        addBesideHeading(order);
        others.addClassName("tt-bridge-note");
        add(table, others);
    }

    void show(FailureFigures figures, FailureOrder wanted) {
        List<FailureOrder> offered = new ArrayList<>(List.of(FailureOrder.values()));
        if (!figures.usage().showsOrganization()) {
            offered.remove(FailureOrder.PEOPLE);
        }
        order.setItems(offered);
        FailureOrder told = offered.contains(wanted) ? wanted : FailureOrder.CALLS;
        order.setValue(told);
        StackingTable rows = new StackingTable(getTranslation("errors.groups"), headings(figures));
        rows.addClassName("tt-errors");
        rows.show(figures.failures().sums().top().stream()
                .sorted(told.comparator())
                .map(group -> cells(figures, group))
                .toList());
        table.removeAll();
        table.add(rows);
        List<FailedCalls> top = figures.failures().sums().top();
        long more = figures.failures().sums().groups() - top.size();
        others.setVisible(more > 0);
        others.setText(getTranslation(
                "errors.others",
                more,
                figures.failures().sums().calls()
                        - top.stream().mapToLong(FailedCalls::calls).sum()));
    }

    private List<String> headings(FailureFigures figures) {
        List<String> headings = new ArrayList<>(List.of("failure", "where", "calls"));
        if (figures.failures().earlier() != null) {
            headings.add("before");
        }
        headings.add("seen");
        if (figures.usage().showsOrganization()) {
            headings.add("people");
        }
        headings.add("cost");
        return headings.stream()
                .map(heading -> getTranslation("errors.column." + heading))
                .toList();
    }

    private List<Component> cells(FailureFigures figures, FailedCalls group) {
        ZoneId zone = figures.usage().zone();
        List<Component> cells = new ArrayList<>();
        cells.add(over(
                new Span(nameOf(group.group())),
                getTranslation(FailureExplanation.keyOf(Objects.requireNonNullElseGet(
                        group.newest(),
                        () -> new Failure(group.group().kind(), group.group().httpStatus(), null, null))))));
        cells.add(over(
                new Span(VisibleText.of(group.group().model())),
                VisibleText.of(group.group().endpoint())));
        cells.add(over(link(figures.usage().query(), group), share(figures, group)));
        Earlier earlier = figures.failures().earlier();
        if (earlier != null) {
            cells.add(before(earlier.count(group.group()), group.firstSeen(), zone));
        }
        cells.add(seen(group, zone));
        if (figures.usage().showsOrganization()) {
            cells.add(new Span(formatCount(group.people())));
        }
        cells.add(new Span(CostFormat.formatCost(group.cost())));
        return cells;
    }

    private static Component over(Component text, String remark) {
        Div below = new Div(remark);
        below.addClassName("tt-change-origin");
        return new Div(text, below);
    }

    private String nameOf(FailureGroup group) {
        String kind = getTranslation("usage.status." + group.kind());
        Integer status = group.httpStatus();
        return status == null
                ? kind
                : getTranslation("usage.detail.unit.of", kind, getTranslation("usage.status.http", status.toString()));
    }

    private Anchor link(UsageQuery query, FailedCalls group) {
        String calls = getTranslation("errors.calls", group.calls());
        Anchor link = CallsLink.to(query.withFilter(filter(query.filter(), group.group())), calls);
        link.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation(
                                "errors.calls.of",
                                calls,
                                nameOf(group.group()),
                                VisibleText.of(group.group().model()),
                                VisibleText.of(group.group().endpoint())));
        return link;
    }

    private static CallFilter filter(CallFilter filter, FailureGroup group) {
        Integer status = group.httpStatus();
        return filter.with(Attribute.STATUS, CallFilter.Status.FAILED.name())
                .with(Attribute.FAILURE_KIND, group.kind().name())
                .with(Attribute.HTTP_STATUS, status == null ? "" : status.toString())
                .with(Attribute.MODEL, group.model())
                .with(Attribute.ENDPOINT, group.endpoint());
    }

    private String share(FailureFigures figures, FailedCalls group) {
        long requests = figures.total().totals().requests();
        return requests == 0
                ? ""
                : getTranslation(
                        "errors.share", BigDecimal.valueOf(group.calls()).divide(BigDecimal.valueOf(requests), DIGITS));
    }

    private Component before(long calls, @Nullable Instant firstSeen, ZoneId zone) {
        if (calls > 0) {
            return new Span(getTranslation("errors.before", calls));
        }
        Span fresh = new Span(
                firstSeen == null
                        ? getTranslation("errors.new")
                        : getTranslation("errors.new.since", TimeFormat.formatInstant(firstSeen, zone)));
        fresh.addClassName("tt-errors-new");
        return fresh;
    }

    private Component seen(FailedCalls group, ZoneId zone) {
        Instant first = group.firstSeen();
        Instant last = group.lastSeen();
        if (last == null) {
            return new Span(getTranslation("errors.removed"));
        }
        Div seen = new Div();
        seen.addClassName("tt-errors-seen");
        if (first != null && !first.equals(last)) {
            seen.add(new Div(getTranslation("errors.first", TimeFormat.formatInstant(first, zone))));
        }
        seen.add(new Div(
                last.equals(first)
                        ? getTranslation("errors.once", TimeFormat.formatInstant(last, zone))
                        : getTranslation("errors.last", TimeFormat.formatInstant(last, zone))));
        return seen;
    }
}
