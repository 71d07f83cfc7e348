package io.tokentally.ui.refusal;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import io.tokentally.domain.access.UsageScope;
import java.util.List;

/** Chooses the days and, for those who see more than their own, whose keys. */
class RefusalControls extends Div {

    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private final RadioButtonGroup<UsageScope> scope = new RadioButtonGroup<>();
    private final RadioButtonGroup<Integer> days = new RadioButtonGroup<>();

    /** @param withScope whether somebody sees more than their own */
    RefusalControls(boolean withScope, Runnable onChange) {
        addClassName("tt-controls");
        scope.addClassName("tt-segmented");
        scope.setAriaLabel(getTranslation("usage.scope"));
        scope.setItems(UsageScope.values());
        scope.setItemLabelGenerator(item -> getTranslation("usage.scope." + item));
        scope.setValue(withScope ? UsageScope.ORGANIZATION : UsageScope.OWN);
        scope.setVisible(withScope);
        scope.addValueChangeListener(event -> onChange.run());
        days.addClassName("tt-segmented");
        days.setAriaLabel(getTranslation("refused.days"));
        days.setItems(DAYS);
        days.setItemLabelGenerator(item -> getTranslation(item == 1 ? "refused.days.1" : "refused.days.last", item));
        days.setValue(DAYS.get(1));
        days.addValueChangeListener(event -> onChange.run());
        add(scope, days);
    }

    UsageScope scope() {
        return scope.getValue();
    }

    int days() {
        return days.getValue();
    }
}
