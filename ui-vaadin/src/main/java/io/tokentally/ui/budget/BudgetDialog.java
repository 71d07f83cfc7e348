package io.tokentally.ui.budget;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetEvasion;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.text.ChosenName;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.format.TypedNumber;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks what a budget is to say, tries it on past calls meanwhile, and makes or changes it. */
class BudgetDialog extends Dialog {

    /** Beyond whatever was spent: what is tried before somebody chose an amount refuses nothing. */
    private static final BigDecimal NO_AMOUNT = new BigDecimal("1000000000000");

    private final BudgetServices services;
    private final @Nullable Budget changed;
    private final Runnable onSaved;
    private final BudgetText text;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("budgets.name"));
    private final Select<BudgetMeasure> measure = new Select<>();
    private final TextField amount = new TextField();
    private final Select<Each> forEach = new Select<>();
    private final RadioButtonGroup<BudgetAction> action = new RadioButtonGroup<>(getTranslation("budgets.action"));
    private final TextField thresholds = new TextField(getTranslation("budgets.thresholds"));
    private final WindowFields window;
    private final Paragraph evasions = new Paragraph();
    private final SelectorFields selector;
    private final BlockingFields blocking = new BlockingFields(this::tryOut);
    private final Details rules = new Details(getTranslation("budgets.more"), blocking);
    private final DryRunPanel dryRun;
    private boolean filling = true;

    /** By what the amount may be each one's own: by one of both. */
    record Each(
            @Nullable BudgetDimension dimension, @Nullable String tag) {

        static @Nullable Each of(BudgetTerms terms) {
            return terms.isEachOnesOwn() ? new Each(terms.forEach(), terms.forEachTag()) : null;
        }
    }

    /** @param changed absent for a new one */
    BudgetDialog(BudgetServices services, @Nullable Budget changed, Runnable onSaved) {
        this.services = services;
        this.changed = changed;
        this.onSaved = onSaved;
        text = services.text();
        window = new WindowFields(text.days().zone(), this::tryOut);
        selector = new SelectorFields(services, this::tryOut);
        dryRun = new DryRunPanel(services, suggested -> amount.setValue(TypedNumber.write(suggested)));
        setHeaderTitle(getTranslation(changed == null ? "budgets.new" : "budgets.change"));
        addClassNames("tt-dialog", "tt-budget-dialog");
        layOut();
        Details which = new Details(getTranslation("budgets.which"), selector);
        which.setOpened(changed == null || !changed.terms().selector().equals(BudgetSelector.EVERYTHING));
        Div figures = new Div(measure, amount);
        figures.addClassName("tt-field-pair");
        evasions.addClassName("tt-budget-evasion");
        evasions.getElement().setAttribute("role", "status");
        Div form = new Div(message, name, figures, window, forEach, evasions, which, action, thresholds, rules);
        form.addClassName("tt-form");
        Div both = new Div(form, dryRun);
        both.addClassName("tt-budget-form");
        add(both);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(
                getTranslation(changed == null ? "budgets.new.submit" : "budgets.change.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, submit);
        if (changed != null) {
            show(changed.terms());
        }
        fit();
        filling = false;
        tryOut();
        DraftGuard.guard(this);
    }

    private void layOut() {
        name.setMaxLength(BudgetTerms.MAX_NAME);
        name.setAutofocus(true);
        measure.setLabel(getTranslation("budgets.measure"));
        measure.setItems(BudgetMeasure.values());
        measure.setItemLabelGenerator(item -> getTranslation("budgets.measure." + item));
        measure.setValue(BudgetMeasure.COST);
        measure.addValueChangeListener(event -> changed());
        amount.setValueChangeMode(ValueChangeMode.LAZY);
        for (TextField field : List.of(name, amount)) {
            field.setRequiredIndicatorVisible(true);
        }
        for (TextField field : List.of(name, amount, thresholds)) {
            field.setManualValidation(true);
            field.addValueChangeListener(event -> field.setInvalid(false));
        }
        amount.addValueChangeListener(event -> changed());
        forEach.setLabel(getTranslation("budgets.for-each"));
        forEach.setItems(Stream.concat(
                        Stream.of(BudgetDimension.values()).map(dimension -> new Each(dimension, null)),
                        tags().map(tag -> new Each(null, tag)))
                .toList());
        forEach.setEmptySelectionAllowed(true);
        forEach.setEmptySelectionCaption(getTranslation("budgets.for-each.together"));
        forEach.setItemLabelGenerator(this::labelOf);
        forEach.addValueChangeListener(event -> changed());
        action.setItems(BudgetAction.values());
        action.setItemLabelGenerator(item -> getTranslation("budgets.action.choose." + item));
        action.setValue(BudgetAction.OBSERVE);
        action.addValueChangeListener(event -> changed());
        thresholds.setHelperText(getTranslation("budgets.thresholds.help"));
        thresholds.setValue("50%; 80%");
    }

    /** Those that are declared, and the one that the budget has. */
    private Stream<String> tags() {
        Stream<String> chosen = changed == null
                ? Stream.empty()
                : Stream.ofNullable(changed.terms().forEachTag());
        return Stream.concat(services.declaredTags().stream(), chosen).distinct();
    }

    private String labelOf(@Nullable Each each) {
        if (each == null) {
            return getTranslation("budgets.for-each.together");
        }
        return each.tag() == null
                ? getTranslation("budgets.for-each." + each.dimension())
                : getTranslation("budgets.for-each.tag", VisibleText.of(each.tag()));
    }

    private void show(BudgetTerms terms) {
        name.setValue(terms.name());
        measure.setValue(terms.measure());
        amount.setValue(TypedNumber.write(terms.amount()));
        forEach.setValue(Each.of(terms));
        action.setValue(terms.action());
        thresholds.setValue(terms.thresholds().stream()
                .map(threshold -> TypedNumber.write(threshold.value()) + (threshold.isPercentage() ? "%" : ""))
                .collect(Collectors.joining("; ")));
        window.show(terms.window());
        selector.show(terms.selector());
        blocking.show(terms.blocking());
    }

    private void changed() {
        fit();
        tryOut();
    }

    private void fit() {
        amount.setLabel(getTranslation("budgets.amount.of." + measure.getValue()));
        rules.setVisible(action.getValue() == BudgetAction.BLOCK);
    }

    private void tryOut() {
        if (filling) {
            return;
        }
        warn();
        Faults faults = new Faults();
        boolean hasAmount = amount(new Faults()) != null;
        Optional<BudgetTerms> terms = terms(faults, "–", hasAmount ? amount(faults) : NO_AMOUNT, List.of());
        terms.ifPresentOrElse(draft -> dryRun.show(draft, text, hasAmount), dryRun::clear);
    }

    /** Of another endpoint or tag, the fields tell that name them. */
    private void warn() {
        Each each = forEach.getValue();
        evasions.setText(BudgetEvasion.of(
                        selector.selector(new Faults()),
                        each == null ? null : each.dimension(),
                        each == null ? null : each.tag())
                .stream()
                .filter(way -> way != BudgetEvasion.OTHER_NAME)
                .map(way -> getTranslation("budgets.evasion." + way))
                .collect(Collectors.joining(" ")));
        evasions.setVisible(!evasions.getText().isEmpty());
    }

    private @Nullable BigDecimal amount(Faults faults) {
        return faults.read(amount, getTranslation("budgets.amount.wrong." + measure.getValue()), () -> {
            BigDecimal typed = TypedNumber.read(amount.getValue());
            // Which knows how much it may be, and of what.
            return plain(typed).amount();
        });
    }

    private BudgetTerms plain(BigDecimal typed) {
        return new BudgetTerms(
                "–",
                BudgetSelector.EVERYTHING,
                null,
                measure.getValue(),
                typed,
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH),
                BudgetAction.OBSERVE,
                List.of(),
                BlockingRules.DEFAULT);
    }

    private @Nullable List<BudgetThreshold> thresholds(Faults faults) {
        return faults.read(thresholds, getTranslation("budgets.thresholds.wrong", BudgetTerms.MAX_THRESHOLDS), () -> {
            List<BudgetThreshold> read = Arrays.stream(thresholds.getValue().split(";", -1))
                    .map(String::strip)
                    .filter(typed -> !typed.isEmpty())
                    .map(BudgetDialog::threshold)
                    .toList();
            if (read.size() > BudgetTerms.MAX_THRESHOLDS
                    || read.stream().distinct().count() < read.size()) {
                throw new IllegalArgumentException("Too many thresholds, or two that are the same");
            }
            return read;
        });
    }

    private static BudgetThreshold threshold(String typed) {
        boolean percentage = typed.endsWith("%");
        return new BudgetThreshold(
                TypedNumber.read(percentage ? typed.substring(0, typed.length() - 1) : typed), percentage);
    }

    private Optional<BudgetTerms> terms(
            Faults faults, String called, @Nullable BigDecimal limit, @Nullable List<BudgetThreshold> told) {
        BudgetWindow time = window.window(faults);
        BudgetSelector calls = selector.selector(faults);
        BlockingRules blocks = action.getValue() == BudgetAction.BLOCK ? blocking.rules(faults) : BlockingRules.DEFAULT;
        if (!faults.none() || limit == null || time == null || blocks == null || told == null) {
            return Optional.empty();
        }
        Each each = forEach.getValue();
        return Optional.of(new BudgetTerms(
                called,
                calls,
                each == null ? null : each.dimension(),
                measure.getValue(),
                limit,
                time,
                action.getValue(),
                told,
                blocks,
                each == null ? null : each.tag()));
    }

    private void submit() {
        message.clear();
        Faults faults = new Faults();
        faults.check(
                ChosenName.isAcceptable(name.getValue(), BudgetTerms.MAX_NAME),
                name,
                getTranslation("budgets.name.wrong"));
        BigDecimal limit = amount(faults);
        Optional<BudgetTerms> terms = terms(faults, name.getValue().strip(), limit, thresholds(faults));
        if (terms.isEmpty()) {
            faults.tell();
        } else if (services.attempt(message, () -> save(terms.get()))) {
            close();
            onSaved.run();
        }
    }

    private void save(BudgetTerms terms) {
        if (changed == null) {
            var unused = services.budgets().create(services.viewer(), terms);
        } else {
            services.budgets().change(services.viewer(), changed.id(), terms);
        }
    }
}
