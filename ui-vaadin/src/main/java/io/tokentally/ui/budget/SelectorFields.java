package io.tokentally.ui.budget;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetEvasion;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.report.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which calls a budget, or a rule of alerts, is for, each field with what calls had lately. */
public final class SelectorFields extends Div {

    private final ComboBox<String> user;
    private final ComboBox<String> key;
    private final ComboBox<String> endpoint;
    private final ComboBox<String> operation;
    private final ComboBox<String> provider;
    private final ComboBox<String> model;
    private final ComboBox<String> tagName = new ComboBox<>(I18NProvider.translate("budgets.field.TAG"));
    private final TextField tagValue = new TextField(I18NProvider.translate("budgets.field.TAG_VALUE"));
    private final Paragraph evasion =
            new Paragraph(I18NProvider.translate("budgets.evasion." + BudgetEvasion.OTHER_NAME));

    /** @param onChange what is done whenever one of them is another */
    public SelectorFields(BudgetServices services, Runnable onChange) {
        addClassName("tt-budget-fields");
        user = named(BudgetDimension.USER, services.peopleByName());
        key = named(BudgetDimension.KEY, services.keysByName());
        endpoint = used(BudgetDimension.ENDPOINT, services.recentValues(Attribute.ENDPOINT));
        operation = used(BudgetDimension.OPERATION, services.recentValues(Attribute.OPERATION));
        provider = used(BudgetDimension.PROVIDER, services.recentValues(Attribute.PROVIDER));
        model = used(BudgetDimension.MODEL, services.recentValues(Attribute.MODEL));
        model.setHelperText(getTranslation("budgets.field.MODEL.help"));
        List<String> declared = services.declaredTags();
        tagName.setItems(declared);
        tagName.setClearButtonVisible(true);
        tagName.setHelperText(declared.isEmpty() ? getTranslation("budgets.field.TAG.none") : "");
        tagName.setEnabled(!declared.isEmpty());
        tagValue.setEnabled(!declared.isEmpty());
        tagValue.setManualValidation(true);
        evasion.addClassName("tt-budget-evasion");
        evasion.getElement().setAttribute("role", "status");
        evasion.setVisible(false);
        add(user, key, endpoint, operation, provider, model, tagName, tagValue, evasion);
        for (ComboBox<String> field : List.of(user, key, endpoint, operation, provider, model, tagName)) {
            field.addValueChangeListener(event -> changed(onChange));
        }
        tagValue.addValueChangeListener(event -> changed(onChange));
    }

    private void changed(Runnable onChange) {
        List.of(endpoint, operation, provider, model).forEach(field -> field.setInvalid(false));
        tagValue.setInvalid(false);
        evasion.setVisible(endpoint.getValue() != null || tagName.getValue() != null);
        onChange.run();
    }

    private static ComboBox<String> named(BudgetDimension dimension, Map<String, String> names) {
        ComboBox<String> field = new ComboBox<>(I18NProvider.translate("budgets.field." + dimension));
        field.setItems(names.keySet());
        field.setItemLabelGenerator(id -> names.getOrDefault(id, id));
        field.setPlaceholder(I18NProvider.translate("budgets.field.any"));
        field.setClearButtonVisible(true);
        return field;
    }

    /** Any other value can be typed, too. */
    private static ComboBox<String> used(BudgetDimension dimension, List<String> values) {
        List<String> items = new ArrayList<>(values);
        ComboBox<String> field = new ComboBox<>(I18NProvider.translate("budgets.field." + dimension));
        field.setItems(items);
        field.setAllowCustomValue(true);
        field.setManualValidation(true);
        field.setPlaceholder(I18NProvider.translate("budgets.field.any"));
        field.setClearButtonVisible(true);
        field.addCustomValueSetListener(event -> show(field, event.getDetail().strip()));
        return field;
    }

    private static void show(ComboBox<String> field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            List<String> items =
                    new ArrayList<>(field.getListDataView().getItems().toList());
            if (!items.contains(value)) {
                items.add(value);
                field.setItems(items);
            }
            field.setValue(value);
        }
    }

    public void show(BudgetSelector selector) {
        show(user, text(selector.user()));
        show(key, text(selector.key()));
        show(endpoint, text(selector.endpoint()));
        show(operation, text(selector.operation()));
        show(provider, text(selector.provider()));
        show(model, text(selector.model()));
        if (selector.tag() != null) {
            show(tagName, selector.tag().name());
            tagValue.setValue(selector.tag().value());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** What they say; what they cannot say is a fault of the form. */
    public BudgetSelector selector(Faults faults) {
        return new BudgetSelector(
                read(user, UserId::new, faults),
                read(key, id -> new VirtualKeyId(UUID.fromString(id)), faults),
                read(endpoint, Endpoint::new, faults),
                read(operation, Operation::new, faults),
                read(provider, Provider::new, faults),
                read(model, ModelPattern::new, faults),
                tag(faults));
    }

    private static <T> @Nullable T read(ComboBox<String> field, Function<String, T> made, Faults faults) {
        return field.getValue() == null
                ? null
                : faults.read(field, I18NProvider.translate("budgets.field.wrong"), () -> made.apply(field.getValue()));
    }

    private @Nullable SelectedTag tag(Faults faults) {
        String name = tagName.getValue();
        return name == null
                ? null
                : faults.read(
                        tagValue,
                        getTranslation("budgets.field.TAG_VALUE.wrong"),
                        () -> new SelectedTag(name, tagValue.getValue().strip()));
    }
}
