package io.tokentally.ui.budget;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BlockingRules.Bound;
import io.tokentally.domain.budget.BlockingRules.Unknown;
import io.tokentally.domain.budget.BlockingRules.WhenUnreachable;
import io.tokentally.domain.key.KeyPolicy;
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

    private final IntegerField outputTokens = new IntegerField(I18NProvider.translate("budgets.blocking.output"));

    /** @param onChange runs when what is set aside for a call may be another */
    BlockingFields(Runnable onChange) {
        addClassName("tt-budget-rules");
        ceiling.setHelperText(getTranslation("budgets.blocking.ceiling.help"));
        ceiling.setManualValidation(true);
        ceiling.setRequiredIndicatorVisible(true);
        ceiling.addValueChangeListener(event -> ceiling.setInvalid(false));
        strict.setHelperText(getTranslation("budgets.blocking.strict.help"));
        unbounded.addValueChangeListener(event -> fit());
        unpriced.addValueChangeListener(event -> fit());
        outputTokens.setMin(1);
        outputTokens.setMax(Math.toIntExact(KeyPolicy.MAX_OUTPUT_TOKENS));
        outputTokens.setPlaceholder(getTranslation("budgets.blocking.output.none"));
        outputTokens.setHelperText(getTranslation("budgets.blocking.output.help"));
        outputTokens.setManualValidation(true);
        outputTokens.addValueChangeListener(event -> outputTokens.setInvalid(false));
        add(bound, outputTokens, unbounded, unpriced, ceiling, unreachable, strict);
        show(BlockingRules.DEFAULT);
        bound.addValueChangeListener(event -> onChange.run());
        outputTokens.addValueChangeListener(event -> onChange.run());
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
        outputTokens.setValue(rules.outputTokens() == null ? null : Math.toIntExact(rules.outputTokens()));
        fit();
    }

    @Nullable
    BlockingRules rules(Faults faults) {
        BlockingRules rules = faults.read(
                ceiling,
                getTranslation("budgets.blocking.ceiling.wrong"),
                () -> new BlockingRules(
                        bound.getValue(),
                        unbounded.getValue(),
                        unpriced.getValue(),
                        set(),
                        strict.getValue(),
                        unreachable.getValue()));
        return rules == null
                ? null
                : faults.read(
                        outputTokens,
                        getTranslation("budgets.blocking.output.wrong", KeyPolicy.MAX_OUTPUT_TOKENS),
                        () -> rules.limitingOutput(limit()));
    }

    /** What is typed and is no number is no limit that somebody wants. */
    private @Nullable Long limit() {
        Integer typed = outputTokens.getValue();
        return typed == null ? null : Long.valueOf(typed);
    }

    private @Nullable BigDecimal set() {
        return asksForCeiling() ? TypedNumber.read(ceiling.getValue()) : null;
    }
}
