package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.usage.query.FilterParameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds a filter: first what calls are told apart by, then one of the values that calls of the period have. */
class AddFilter extends Div {

    private static final Logger LOG = LoggerFactory.getLogger(AddFilter.class);

    private final transient FilterValues known;
    private final Select<Dimension> dimension = new Select<>();
    private final FilterValueBox value;
    private transient @Nullable ShownUsage usage;

    AddFilter(FilterValues known, Consumer<CallFilter> onChange) {
        this.known = known;
        addClassName("tt-add-filter");
        value = new FilterValueBox(chosen -> choose(chosen, onChange));
        value.setVisible(false);
        dimension.setAriaLabel(getTranslation("usage.filter.add"));
        dimension.setPlaceholder(getTranslation("usage.filter.add"));
        dimension.setEmptySelectionAllowed(true);
        dimension.setEmptySelectionCaption(getTranslation("usage.filter.add"));
        dimension.setItemLabelGenerator(
                item -> item == null ? getTranslation("usage.filter.add") : ShownUsage.labelOf(item));
        dimension.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                ask(event.getValue());
            }
        });
        add(dimension, value);
    }

    /** Offers what is not filtered by yet; whoever is choosing is left to it. */
    void show(ShownUsage shown, List<Tag> tags) {
        boolean isSame = usage != null
                && usage.query().equals(shown.query())
                && usage.viewer().equals(shown.viewer());
        usage = shown;
        if (isSame) {
            return;
        }
        List<Dimension> offered = new ArrayList<>(Arrays.asList(Attribute.values()));
        offered.addAll(tags);
        offered.removeAll(shown.query().filter().values().keySet());
        if (!shown.showsOrganization()) {
            offered.remove(Attribute.USER);
        }
        dimension.setItems(offered);
        dimension.clear();
        value.setVisible(false);
    }

    private void ask(@Nullable Dimension chosen) {
        ShownUsage shown = usage;
        value.setVisible(chosen != null && shown != null);
        if (chosen == null || shown == null) {
            return;
        }
        try {
            FilterValues.Listed listed = known.of(shown, chosen);
            value.ask(chosen, listed.values(), listed.isComplete());
            value.focus();
            value.setOpened(true);
        } catch (RuntimeException e) {
            LOG.error("The values of a filter could not be read", e);
            value.setVisible(false);
            dimension.clear();
            Notification.show(getTranslation("usage.filter.problem"));
        }
    }

    private void choose(String chosen, Consumer<CallFilter> onChange) {
        Dimension by = dimension.getValue();
        if (by == null || usage == null) {
            return;
        }
        try {
            // Listed, or nothing: calls that have none.
            String filtered = by instanceof Attribute attribute && !chosen.isEmpty()
                    ? FilterParameters.valueOf(attribute, chosen)
                    : chosen;
            onChange.accept(usage.query().filter().with(by, filtered));
        } catch (IllegalArgumentException e) {
            value.setErrorMessage(getTranslation("usage.filter.impossible", VisibleText.of(chosen)));
            value.setInvalid(true);
        }
    }
}
