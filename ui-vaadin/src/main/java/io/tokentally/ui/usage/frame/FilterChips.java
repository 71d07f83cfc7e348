package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.SvgIcon;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.ui.asset.Assets;
import java.util.function.Consumer;

/** The filters that there are, each of which comes off by itself. */
class FilterChips extends UnorderedList {

    private final Consumer<CallFilter> onChange;

    FilterChips(Consumer<CallFilter> onChange) {
        this.onChange = onChange;
        addClassName("tt-filter-chips");
        getElement().setAttribute("aria-label", getTranslation("usage.filters"));
    }

    void show(ShownUsage usage) {
        removeAll();
        CallFilter filter = usage.query().filter();
        filter.values().forEach((dimension, value) -> add(new ListItem(chip(usage, dimension, value))));
        if (filter.values().size() > 1) {
            Button all = new Button(getTranslation("usage.filters.clear"), event -> onChange.accept(CallFilter.ALL));
            all.addThemeVariants(ButtonVariant.TERTIARY);
            add(new ListItem(all));
        }
        setVisible(!filter.values().isEmpty());
    }

    private Button chip(ShownUsage usage, Dimension dimension, String value) {
        String text =
                getTranslation("usage.filter.chip", ShownUsage.labelOf(dimension), usage.nameOf(dimension, value));
        SvgIcon icon = Assets.icon("remove");
        Button chip = new Button(
                text, icon, event -> onChange.accept(usage.query().filter().with(dimension, null)));
        chip.setIconAfterText(true);
        chip.addClassName("tt-filter-chip");
        chip.setAriaLabel(getTranslation("usage.filter.remove", text));
        return chip;
    }
}
