package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.tokentally.domain.access.UsageScope;
import java.util.function.Consumer;

/** Chooses the period, and for admins and owners whose usage is shown. */
class UsageControls extends Div {

    private final RadioButtonGroup<UsageScope> scope = new RadioButtonGroup<>();
    private final RadioButtonGroup<Integer> days = new RadioButtonGroup<>();
    private DashboardQuery query = DashboardQuery.DEFAULT;

    UsageControls(Consumer<DashboardQuery> onChange) {
        addClassName("tt-controls");
        scope.addClassName("tt-segmented");
        scope.setAriaLabel(getTranslation("usage.scope"));
        scope.setItems(UsageScope.values());
        scope.setItemLabelGenerator(item -> getTranslation("usage.scope." + item));
        scope.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(query.withScope(event.getValue()));
            }
        });
        days.addClassName("tt-segmented");
        days.setAriaLabel(getTranslation("usage.days"));
        days.setItems(DashboardQuery.DAYS);
        days.setItemLabelGenerator(item -> getTranslation("usage.days.last", item));
        days.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                onChange.accept(query.withDays(event.getValue()));
            }
        });
        add(scope, days);
    }

    void show(DashboardQuery shown, boolean withScope) {
        query = shown;
        setIfOther(days, shown.days());
        setIfOther(scope, shown.scope());
        if (scope.isVisible() != withScope) {
            scope.setVisible(withScope);
        }
    }

    /** A group draws its buttons anew even for the value that it has. */
    private static <T> void setIfOther(RadioButtonGroup<T> group, T value) {
        if (!value.equals(group.getValue())) {
            group.setValue(value);
        }
    }
}
