package io.tokentally.ui.key;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.key.KeyPolicy;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.OperationGroup;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.ResourceScope;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelPattern;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a key may do: one of a few ways by name, for which models and providers, or every rule by itself. */
class KeyPolicyFields extends Div {

    private final Select<KeyPreset> preset = new Select<>();
    private final TextField calls = new TextField(getTranslation("keys.policy.calls"));
    private final TextField models = new TextField(getTranslation("keys.policy.models"));
    private final TextField providers = new TextField(getTranslation("keys.policy.providers"));
    private final CheckboxGroup<OperationGroup> operations =
            new CheckboxGroup<>(getTranslation("keys.policy.operations"));
    private final Select<ResourceScope> resources = new Select<>();
    private final Checkbox unknownIds = new Checkbox(getTranslation("keys.policy.unknown"));
    private final TextArea paths = new TextArea(getTranslation("keys.policy.paths"));
    private final Checkbox tellsBudgets = new Checkbox(getTranslation("keys.policy.budgets"));
    private final IntegerField outputTokens = new IntegerField(getTranslation("keys.policy.output"));
    private final Div rules = new Div(operations, resources, unknownIds, paths);

    /** @param label what the policy is for */
    KeyPolicyFields(String label, List<KeyPreset> choices) {
        addClassName("tt-form");
        preset.setLabel(label);
        preset.setItems(choices);
        preset.setItemLabelGenerator(choice -> getTranslation("keys.policy." + choice));
        preset.addValueChangeListener(event -> showFields());
        calls.setPlaceholder(getTranslation("keys.policy.any"));
        calls.setHelperText(getTranslation("keys.policy.calls.help"));
        models.setPlaceholder(getTranslation("keys.policy.any"));
        models.setHelperText(getTranslation("keys.policy.models.help"));
        providers.setPlaceholder(getTranslation("keys.policy.any"));
        providers.setHelperText(getTranslation("keys.policy.providers.help"));
        operations.setItems(OperationGroup.values());
        operations.setItemLabelGenerator(group -> getTranslation("keys.policy.operation." + group));
        resources.setLabel(getTranslation("keys.policy.resources"));
        resources.setItems(ResourceScope.values());
        resources.setItemLabelGenerator(scope -> getTranslation("keys.policy.scope." + scope));
        paths.setHelperText(getTranslation("keys.policy.paths.help"));
        rules.addClassName("tt-form");
        Div narrowing = new Div(models, providers);
        narrowing.addClassName("tt-field-pair");
        tellsBudgets.setHelperText(getTranslation("keys.policy.budgets.help"));
        outputTokens.setMin(1);
        outputTokens.setMax(Math.toIntExact(KeyPolicy.MAX_OUTPUT_TOKENS));
        outputTokens.setPlaceholder(getTranslation("keys.new.no-limit"));
        outputTokens.setHelperText(getTranslation("keys.policy.output.help"));
        add(preset, narrowing, calls, rules, outputTokens, tellsBudgets);
        show(KeyPolicy.STANDARD);
    }

    /** It says how much may be done at most, and so not what answers tell and are limited to. */
    void askForRightsAlone() {
        outputTokens.setVisible(false);
        tellsBudgets.setVisible(false);
    }

    private void showFields() {
        boolean everything = preset.getValue() == KeyPreset.EVERYTHING;
        calls.setVisible(!everything);
        models.setVisible(!everything);
        providers.setVisible(!everything);
        rules.setVisible(preset.getValue() == KeyPreset.RULES);
    }

    final void show(KeyPolicy policy) {
        KeyPreset known = KeyPreset.of(policy);
        boolean offered = preset.getListDataView().getItems().anyMatch(known::equals);
        preset.setValue(offered ? known : KeyPreset.OWN);
        calls.setValue(line(policy.calls().stream().map(Operation::value)));
        models.setValue(line(policy.models().stream().map(ModelPattern::text)));
        providers.setValue(line(policy.providers().stream().map(Provider::value)));
        operations.setValue(policy.operations());
        resources.setValue(policy.resources());
        unknownIds.setValue(policy.unknownIds());
        tellsBudgets.setValue(policy.tellsBudgets());
        Long limit = policy.outputTokens();
        outputTokens.setValue(limit == null ? null : Math.toIntExact(limit));
        paths.setValue(policy.paths().stream().map(PathRule::text).collect(Collectors.joining("\n")));
        showFields();
    }

    private static String line(Stream<String> names) {
        return names.sorted().collect(Collectors.joining(", "));
    }

    /** @throws KeyRefusedException if it makes no policy */
    KeyPolicy policy() {
        Integer limit = outputTokens.getValue();
        return allowed()
                .tellingBudgets(tellsBudgets.getValue())
                .limitingOutput(limit == null ? null : limit.longValue());
    }

    private KeyPolicy allowed() {
        List<ModelPattern> named = parts(models.getValue(), "[,\\n]", ModelPattern::new);
        Set<Operation> asked = Set.copyOf(parts(calls.getValue(), "[,\\s]", Operation::new));
        Set<Provider> called = Set.copyOf(parts(providers.getValue(), "[,\\s]", Provider::new));
        return switch (preset.getValue()) {
            case EVERYTHING -> KeyPolicy.UNRESTRICTED;
            case MODELS -> KeyPolicy.MODELS.only(asked, named, called);
            case OWN -> KeyPolicy.STANDARD.only(asked, named, called);
            case RULES ->
                new KeyPolicy(
                        false,
                        operations.getValue(),
                        parts(paths.getValue(), "\\n", PathRule::new),
                        asked,
                        named,
                        called,
                        resources.getValue(),
                        unknownIds.getValue());
        };
    }

    private static <T> List<T> parts(String text, String between, Function<String, T> type) {
        try {
            return Stream.of(text.split(between, -1))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .distinct()
                    .map(type)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new KeyRefusedException(String.valueOf(e.getMessage()));
        }
    }
}
