package io.tokentally.ui.budget;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BlockingRules.Bound;
import io.tokentally.domain.budget.BlockingRules.Unknown;
import io.tokentally.domain.budget.BlockingRules.WhenUnreachable;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a budget that blocks counts a call before anybody knows what it will have used; each rule says what it does. */
class BlockingFields extends Div {

    private final RadioButtonGroup<Bound> bound = choice("bound", Bound.values());
    private final RadioButtonGroup<Unknown> unbounded = choice("unbounded", Unknown.values());
    private final RadioButtonGroup<Unknown> unpriced = choice("unpriced", Unknown.values());
    private final TextField ceiling = new TextField(I18NProvider.translate("budgets.blocking.ceiling"));
    private final RadioButtonGroup<WhenUnreachable> unreachable = choice("unreachable", WhenUnreachable.values());
    private final Checkbox strict = new Checkbox(I18NProvider.translate("budgets.blocking.strict"));

    BlockingFields() {
        addClassName("tt-budget-rules");
        ceiling.setHelperText(getTranslation("budgets.blocking.ceiling.help"));
        ceiling.setManualValidation(true);
        ceiling.setRequiredIndicatorVisible(true);
        ceiling.addValueChangeListener(event -> ceiling.setInvalid(false));
        strict.setHelperText(getTranslation("budgets.blocking.strict.help"));
        unbounded.addValueChangeListener(event -> fit());
        unpriced.addValueChangeListener(event -> fit());
        add(bound, unbounded, unpriced, ceiling, unreachable, strict);
        show(BlockingRules.DEFAULT);
    }

    private static <E extends Enum<E>> RadioButtonGroup<E> choice(String rule, E[] items) {
        RadioButtonGroup<E> choice = new RadioButtonGroup<>(I18NProvider.translate("budgets.blocking." + rule));
        choice.setItems(items);
        choice.setItemLabelGenerator(item -> I18NProvider.translate("budgets.blocking." + rule + "." + item));
        choice.setHelperText(I18NProvider.translate("budgets.blocking." + rule + ".help"));
        return choice;
    }

    private boolean asksForCeiling() {
        return unbounded.getValue() == Unknown.CEILING || unpriced.getValue() == Unknown.CEILING;
    }

    private void fit() {
        ceiling.setVisible(asksForCeiling());
    }

    void show(BlockingRules rules) {
        bound.setValue(rules.bound());
        unbounded.setValue(rules.unbounded());
        unpriced.setValue(rules.unpriced());
        ceiling.setValue(rules.ceiling() == null ? "" : TypedNumber.write(rules.ceiling()));
        unreachable.setValue(rules.whenUnknown());
        strict.setValue(rules.strict());
        fit();
    }

    @Nullable
    BlockingRules rules(Faults faults) {
        return faults.read(
                ceiling,
                getTranslation("budgets.blocking.ceiling.wrong"),
                () -> new BlockingRules(
                        bound.getValue(),
                        unbounded.getValue(),
                        unpriced.getValue(),
                        set(),
                        strict.getValue(),
                        unreachable.getValue()));
    }

    private @Nullable BigDecimal set() {
        return asksForCeiling() ? TypedNumber.read(ceiling.getValue()) : null;
    }
}
