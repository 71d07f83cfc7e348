package io.tokentally.ui.whatif;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.ui.format.TypedNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses which model calls are priced as, and which discount is reckoned with. */
final class AlternativeControls extends Div {

    static final Percentage DEFAULT_DISCOUNT = Percentage.of("10");
    static final List<Percentage> DISCOUNTS = Stream.of("5", "10", "15", "20", "25", "30", "50")
            .map(Percentage::of)
            .toList();

    private final ComboBox<ModelName> instead = new ComboBox<>();
    private final Select<Percentage> discount = new Select<>();

    AlternativeControls(Consumer<@Nullable ModelName> onModel, Consumer<Percentage> onDiscount) {
        addClassName("tt-chart-controls");
        instead.setAriaLabel(getTranslation("whatif.instead"));
        instead.setPlaceholder(getTranslation("whatif.instead.none"));
        instead.setClearButtonVisible(true);
        instead.setItemLabelGenerator(model -> VisibleText.of(model.value()));
        instead.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onModel.accept(event.getValue());
            }
        });
        discount.setAriaLabel(getTranslation("whatif.discount"));
        discount.setItems(DISCOUNTS);
        discount.setItemLabelGenerator(
                percentage -> getTranslation("whatif.kind.DISCOUNT", TypedNumber.write(percentage.value())));
        discount.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onDiscount.accept(event.getValue());
            }
        });
        add(instead, discount);
    }

    void show(@Nullable ModelName model, Percentage percentage, WhatIf whatIf) {
        List<ModelName> items = new ArrayList<>(whatIf.models());
        if (model != null && !items.contains(model)) {
            items.add(model);
        }
        instead.setItems(items);
        instead.setValue(model);
        discount.setValue(percentage);
    }
}
