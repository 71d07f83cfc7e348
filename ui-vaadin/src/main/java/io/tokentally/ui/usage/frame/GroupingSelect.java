package io.tokentally.ui.usage.frame;

import com.vaadin.flow.component.select.Select;
import io.tokentally.domain.report.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Chooses what a chart tells apart. */
public final class GroupingSelect extends Select<Dimension> {

    private List<Dimension> offered = List.of();

    /** @param label key of the text */
    public GroupingSelect(String label, Consumer<@Nullable Dimension> onChange) {
        setAriaLabel(getTranslation(label));
        setEmptySelectionAllowed(true);
        setEmptySelectionCaption(getTranslation("usage.group.none"));
        setPlaceholder(getTranslation("usage.group.none"));
        setItemLabelGenerator(item -> item == null
                ? getTranslation("usage.group.none")
                : getTranslation("usage.group.by", ShownUsage.labelOf(item)));
        addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(event.getValue());
            }
        });
    }

    /** @param shown is offered, whatever else is; nothing for all together */
    public void show(List<Dimension> known, @Nullable Dimension shown) {
        List<Dimension> items = new ArrayList<>(known);
        if (shown != null && !items.contains(shown)) {
            items.add(shown);
        }
        if (!items.equals(offered)) {
            offered = items;
            setItems(items);
        }
        setValue(shown);
    }
}
