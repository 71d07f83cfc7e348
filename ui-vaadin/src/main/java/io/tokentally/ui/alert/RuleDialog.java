package io.tokentally.ui.alert;

import static io.tokentally.ui.format.TimeFormat.formatInstant;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase.Trial;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRule;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.alert.RuleCrossing;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.text.ChosenName;
import io.tokentally.ui.budget.Faults;
import io.tokentally.ui.budget.SelectorFields;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes in what raises alerts, and tries it on the past. */
final class RuleDialog extends Dialog {

    private static final int CROSSINGS_SHOWN = 5;
    private static final int FIRST_MINIMUM = 20;
    private static final int FIRST_SILENCE = 6;
    private static final int FIRST_DAYS = 30;

    private final AlertServices services;
    private final @Nullable AlertRule changed;
    private final Runnable onSaved;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("alerts.rule.name"));
    private final Select<AlertRuleKind> kind = new Select<>();
    private final Select<AlertState> severity = new Select<>();
    private final Select<AlertMeasure> measure = new Select<>();
    private final TextField amount = new TextField();
    private final IntegerField minimumCalls = new IntegerField(getTranslation("alerts.rule.calls"));
    private final Select<AlertWindow> window = new Select<>();
    private final IntegerField silentHours = new IntegerField(getTranslation("alerts.rule.silent"));
    private final IntegerField withinDays = new IntegerField(getTranslation("alerts.rule.within"));
    private final Select<BudgetDimension> forEach = new Select<>();
    private final SelectorFields selector;
    private final Details which;
    private final Checkbox enabled = new Checkbox(getTranslation("alerts.rule.enabled"), true);
    private final Button tryOut = new Button(getTranslation("alerts.rule.try"), clicked -> tryOut());
    private final Div tried = new Div();

    /** @param changed absent for a new one */
    RuleDialog(AlertServices services, @Nullable AlertRule changed, Runnable onSaved) {
        this.services = services;
        this.changed = changed;
        this.onSaved = onSaved;
        selector = new SelectorFields(services.budgets(), tried::removeAll);
        setHeaderTitle(getTranslation(changed == null ? "alerts.rules.add" : "alerts.rule.change"));
        addClassName("tt-dialog");
        which = new Details(getTranslation("budgets.which"), selector);
        setUpFields();
        if (changed != null) {
            fill(changed.terms());
        }
        fit();
        tried.getElement().setAttribute("role", "status");
        which.setOpened(changed != null && !changed.terms().selector().equals(BudgetSelector.EVERYTHING));
        Div form = new Div(
                message,
                name,
                kind,
                measure,
                amount,
                minimumCalls,
                silentHours,
                withinDays,
                window,
                forEach,
                which,
                severity,
                enabled,
                tried);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), clicked -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button save = new Button(getTranslation("alerts.rule.save"), clicked -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, tryOut, save);
        DraftGuard.guard(this);
    }

    private void setUpFields() {
        name.setAutofocus(true);
        name.setMaxLength(AlertRuleTerms.MAX_NAME);
        name.setManualValidation(true);
        amount.setManualValidation(true);
        kind.setLabel(getTranslation("alerts.rule.kind"));
        kind.setItems(AlertRuleKind.values());
        kind.setItemLabelGenerator(each -> AlertTexts.kind(each.alertKind()));
        kind.setValue(AlertRuleKind.AMOUNT);
        kind.addValueChangeListener(event -> fit());
        severity.setLabel(getTranslation("alerts.rule.severity"));
        severity.setItems(AlertState.WARNING, AlertState.OVER);
        severity.setItemLabelGenerator(AlertTexts::state);
        severity.setValue(AlertState.WARNING);
        measure.setLabel(getTranslation("alerts.rule.measure"));
        measure.setItems(AlertMeasure.values());
        measure.setItemLabelGenerator(each -> getTranslation("alerts.rule.measure." + each));
        measure.setValue(AlertMeasure.COST);
        window.setLabel(getTranslation("alerts.rule.window"));
        window.setItems(AlertWindow.values());
        window.setItemLabelGenerator(each -> getTranslation("alerts.rule.window." + each));
        window.setValue(AlertWindow.DAY);
        minimumCalls.setMin(1);
        minimumCalls.setMax(AlertRuleTerms.MAX_MINIMUM_CALLS);
        minimumCalls.setValue(FIRST_MINIMUM);
        silentHours.setMin(1);
        silentHours.setMax(AlertRuleTerms.MAX_SILENT_HOURS);
        silentHours.setValue(FIRST_SILENCE);
        withinDays.setMin(1);
        withinDays.setMax(AlertRuleTerms.MAX_WITHIN_DAYS);
        withinDays.setValue(FIRST_DAYS);
        forEach.setLabel(getTranslation("alerts.rule.for-each"));
        forEach.setItems(BudgetDimension.values());
        forEach.setEmptySelectionAllowed(true);
        forEach.setEmptySelectionCaption(getTranslation("alerts.rule.for-each.together"));
        forEach.setItemLabelGenerator(each ->
                getTranslation(each == null ? "alerts.rule.for-each.together" : "alerts.rule.for-each." + each));
    }

    private void fill(AlertRuleTerms terms) {
        name.setValue(terms.name());
        kind.setValue(terms.kind());
        severity.setValue(terms.severity());
        selector.show(terms.selector());
        forEach.setValue(terms.forEach());
        enabled.setValue(terms.enabled());
        if (terms.measure() != null) {
            measure.setValue(terms.measure());
        }
        if (terms.amount() != null) {
            amount.setValue(TypedNumber.write(terms.amount()));
        }
        if (terms.minimumCalls() != null) {
            minimumCalls.setValue(terms.minimumCalls());
        }
        if (terms.window() != null) {
            window.setValue(terms.window());
        }
        if (terms.silentHours() != null) {
            silentHours.setValue(terms.silentHours());
        }
        if (terms.withinDays() != null) {
            withinDays.setValue(terms.withinDays());
        }
    }

    /** Shows the fields that the kind has. */
    private void fit() {
        AlertRuleKind chosen = kind.getValue();
        kind.setHelperText(getTranslation("alerts.rule.kind.help." + chosen));
        measure.setVisible(chosen.hasMeasure());
        amount.setVisible(chosen.hasAmount());
        if (chosen.hasAmount()) {
            amount.setLabel(getTranslation("alerts.rule.amount." + chosen));
        }
        minimumCalls.setVisible(chosen.hasMinimumCalls());
        window.setVisible(chosen.hasWindow() && chosen != AlertRuleKind.UNPRICED);
        silentHours.setVisible(chosen == AlertRuleKind.SILENT);
        withinDays.setVisible(chosen == AlertRuleKind.ENDING);
        which.setVisible(chosen.hasSelector());
        forEach.setVisible(chosen.canBeForEach());
        tryOut.setVisible(chosen.hasWindow());
        tried.removeAll();
    }

    /** What the form says; its fields say what is wrong with it. */
    private Optional<AlertRuleTerms> terms(String called) {
        Faults faults = new Faults();
        AlertRuleKind chosen = kind.getValue();
        faults.check(
                ChosenName.isAcceptable(called, AlertRuleTerms.MAX_NAME), name, getTranslation("budgets.name.wrong"));
        BigDecimal limit = chosen.hasAmount()
                ? faults.read(
                        amount, getTranslation("alerts.rule.amount.wrong"), () -> TypedNumber.read(amount.getValue()))
                : null;
        faults.check(
                !chosen.hasMinimumCalls() || (minimumCalls.getValue() != null && !minimumCalls.isInvalid()),
                minimumCalls,
                getTranslation("alerts.rule.calls.wrong"));
        faults.check(
                chosen != AlertRuleKind.SILENT || (silentHours.getValue() != null && !silentHours.isInvalid()),
                silentHours,
                getTranslation("alerts.rule.silent.wrong", AlertRuleTerms.MAX_SILENT_HOURS));
        faults.check(
                chosen != AlertRuleKind.ENDING || (withinDays.getValue() != null && !withinDays.isInvalid()),
                withinDays,
                getTranslation("alerts.rule.silent.wrong", AlertRuleTerms.MAX_WITHIN_DAYS));
        BudgetSelector calls = chosen.hasSelector() ? selector.selector(faults) : BudgetSelector.EVERYTHING;
        if (!faults.none()) {
            faults.tell();
            return Optional.empty();
        }
        return Optional.of(new AlertRuleTerms(
                called,
                chosen,
                severity.getValue(),
                calls,
                chosen.canBeForEach() ? forEach.getValue() : null,
                chosen.hasMeasure() ? measure.getValue() : null,
                limit,
                chosen.hasMinimumCalls() ? minimumCalls.getValue() : null,
                chosen == AlertRuleKind.UNPRICED ? AlertWindow.DAY : chosen.hasWindow() ? window.getValue() : null,
                chosen == AlertRuleKind.SILENT ? silentHours.getValue() : null,
                chosen == AlertRuleKind.ENDING ? withinDays.getValue() : null,
                enabled.getValue()));
    }

    private void tryOut() {
        tried.removeAll();
        services.attempt(
                message,
                () -> terms("–").ifPresent(terms -> {
                    Trial trial = services.rules().tryOut(services.viewer(), terms);
                    ZoneId zone = services.zone();
                    tried.add(new Paragraph(getTranslation(
                            "alerts.rule.tried", trial.crossings().size(), formatInstant(trial.since(), zone))));
                    RuleText text = new RuleText(services.budgets());
                    UnorderedList newest = new UnorderedList();
                    trial.crossings().stream()
                            .limit(CROSSINGS_SHOWN)
                            .map(crossing -> new ListItem(words(crossing, terms, text, zone)))
                            .forEach(newest::add);
                    tried.add(newest);
                }));
    }

    private static String words(RuleCrossing crossing, AlertRuleTerms terms, RuleText text, ZoneId zone) {
        BudgetDimension by = terms.kind() == AlertRuleKind.UNPRICED ? BudgetDimension.MODEL : terms.forEach();
        String whose = crossing.subject().isEmpty() ? "" : text.subject(by, crossing.subject()) + ": ";
        return formatInstant(crossing.window(), zone) + " · "
                + whose
                + new FigureText(text, zone).of(crossing.figures());
    }

    private void save() {
        services.attempt(
                message,
                () -> terms(name.getValue().strip()).ifPresent(terms -> {
                    set(terms);
                    close();
                    onSaved.run();
                }));
    }

    private void set(AlertRuleTerms terms) {
        if (changed == null) {
            var unused = services.rules().create(services.viewer(), terms);
        } else {
            services.rules().change(services.viewer(), changed.id(), terms);
        }
    }
}
