package io.tokentally.ui.usage.frame;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.tokentally.domain.report.Dimension;
import io.tokentally.ui.format.TotalCost;
import java.util.List;
import java.util.function.Consumer;

/**
 * Chooses a value, each with what its calls come to. What is typed is chosen by Enter where it is one's name, or a part of one's alone;
 * where there are more values than are listed, it may be any.
 */
class FilterValueBox extends ComboBox<FilterValue> {

    private transient List<FilterValue> values = List.of();
    private boolean isComplete = true;

    /** @param onChoice takes the value as it is recorded, or as it was typed */
    FilterValueBox(Consumer<String> onChoice) {
        addClassName("tt-filter-value");
        setAllowCustomValue(true);
        setManualValidation(true);
        setItemLabelGenerator(FilterValue::name);
        setRenderer(LitRenderer.<FilterValue>of("""
                        <div class="tt-value"><span class="tt-value-name">${item.name}</span>
                        <span class="tt-value-figures">${item.figures}</span></div>""")
                .withProperty("name", FilterValue::name)
                .withProperty(
                        "figures",
                        item -> getTranslation(
                                "usage.filter.figures",
                                item.totals().requests(),
                                formatCount(item.totals().requests()),
                                TotalCost.inShort(item.totals()))));
        addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onChoice.accept(event.getValue().value());
            }
        });
        addCustomValueSetListener(event -> choose(event.getDetail(), onChoice));
    }

    /** @param complete whether there are no others */
    void ask(Dimension dimension, List<FilterValue> known, boolean complete) {
        values = known;
        isComplete = complete;
        String label = ShownUsage.labelOf(dimension);
        setAriaLabel(getTranslation("usage.filter.value", label));
        setPlaceholder(getTranslation(known.isEmpty() ? "usage.filter.value.none" : "usage.filter.value", label));
        setInvalid(false);
        setItems((item, typed) -> item.matches(typed), known);
        clear();
    }

    private void choose(String typed, Consumer<String> onChoice) {
        List<FilterValue> called =
                values.stream().filter(value -> value.isCalled(typed)).toList();
        List<FilterValue> matching = called.size() == 1
                ? called
                : values.stream().filter(value -> value.matches(typed)).toList();
        if (matching.size() == 1) {
            onChoice.accept(matching.getFirst().value());
        } else if (matching.isEmpty() && !isComplete) {
            onChoice.accept(typed.strip());
        } else {
            setErrorMessage(getTranslation("usage.filter.matches", matching.size()));
            setInvalid(true);
        }
    }
}
