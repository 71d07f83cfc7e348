package io.tokentally.ui.usage.frame;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Tag;
import io.tokentally.ui.format.TotalCost;
import io.tokentally.ui.usage.query.UsageQuery;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Says and chooses whose usage of which days a page shows, what it is compared with and filtered by, and what that comes to. */
public final class UsageBar extends Div {

    private final RadioButtonGroup<UsageScope> scope = new RadioButtonGroup<>();
    private final PeriodControls period;
    private final Select<Comparison> comparison = new Select<>();
    private final AddFilter addFilter;
    private final FilterChips chips;
    private final Span matching = new Span();
    private @Nullable UsageQuery query;

    UsageBar(UsageServices services, Consumer<UsageQuery> onChange) {
        addClassName("tt-usage-bar");
        getElement().setAttribute("role", "group");
        getElement().setAttribute("aria-label", getTranslation("usage.bar"));
        scope.addClassName("tt-segmented");
        scope.setAriaLabel(getTranslation("usage.scope"));
        scope.setItems(UsageScope.values());
        scope.setItemLabelGenerator(item -> getTranslation("usage.scope." + item));
        scope.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(shown().withScope(event.getValue()));
            }
        });
        period = new PeriodControls(choice -> onChange.accept(shown().withPeriod(choice)));
        comparison.setAriaLabel(getTranslation("usage.compare"));
        comparison.setEmptySelectionAllowed(true);
        comparison.setEmptySelectionCaption(getTranslation("usage.compare.none"));
        comparison.setPlaceholder(getTranslation("usage.compare.none"));
        comparison.setItems(Comparison.values());
        comparison.setItemLabelGenerator(
                item -> getTranslation(item == null ? "usage.compare.none" : "usage.compare." + item));
        comparison.addClassName("tt-compare");
        comparison.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(shown().withComparison(event.getValue()));
            }
        });
        addFilter = new AddFilter(new FilterValues(services), filter -> onChange.accept(shown().withFilter(filter)));
        chips = new FilterChips(filter -> onChange.accept(shown().withFilter(filter)));
        matching.addClassName("tt-matching");
        Div what = new Div(scope, period, comparison);
        what.addClassName("tt-usage-bar-row");
        Div filters = new Div(addFilter, chips, matching);
        filters.addClassName("tt-usage-bar-row");
        add(what, filters);
    }

    /** Of a page whose figures are of one period. */
    void hideComparison() {
        comparison.setVisible(false);
    }

    /** @param tags that an owner declared */
    void show(ShownUsage usage, List<Tag> tags, MatchingCalls found) {
        boolean isSame = usage.query().equals(query);
        query = usage.query();
        if (!usage.query().scope().equals(scope.getValue())) {
            scope.setValue(usage.query().scope());
        }
        scope.setVisible(usage.viewer().seesOrganization());
        if (!isSame) {
            period.show(usage.query().period(), usage.period());
            comparison.setValue(usage.query().comparison());
            chips.show(usage);
        }
        addFilter.show(usage, tags);
        matching.setText(getTranslation(
                "usage.matching", found.calls(), formatCount(found.calls()), TotalCost.inShort(found.totals())));
        matching.getElement().setAttribute("title", TotalCost.exactly(found.totals()));
    }

    private UsageQuery shown() {
        return Objects.requireNonNull(query, "chosen before anything was shown");
    }
}
