package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.key.OrganizationKeyPolicy;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;

/** Where owners lay down what keys may do as a rule, and at most where they are members' own. */
class KeyRulesPanel extends Panel {

    private final KeyServices services;
    private final InlineAlert message = new InlineAlert();
    private final KeyPolicyFields usual = new KeyPolicyFields(getTranslation("keys.rules.usual"), KeyPreset.FOR_OWNERS);
    private final Checkbox capped = new Checkbox(getTranslation("keys.rules.capped"));
    private final KeyPolicyFields ceiling =
            new KeyPolicyFields(getTranslation("keys.rules.ceiling"), KeyPreset.FOR_OWNERS);
    private final IntegerField most = new IntegerField(getTranslation("keys.rules.most"));
    private final IntegerField days = new IntegerField(getTranslation("keys.rules.days"));

    KeyRulesPanel(KeyServices services) {
        super(I18NProvider.translate("keys.rules"), "tt-key-rules");
        this.services = services;
        addClassName("tt-price-panel");
        capped.addValueChangeListener(event -> ceiling.setVisible(event.getValue()));
        ceiling.setVisible(false);
        ceiling.askForRightsAlone();
        most.setMin(0);
        most.setMax(OrganizationKeyPolicy.MAX_KEYS);
        most.setPlaceholder(getTranslation("keys.new.no-limit"));
        most.setHelperText(getTranslation("keys.rules.most.help"));
        days.setMin(1);
        days.setMax(OrganizationKeyPolicy.MAX_DAYS);
        days.setPlaceholder(getTranslation("keys.rules.days.none"));
        days.setHelperText(getTranslation("keys.rules.days.help"));
        Button save = new Button(getTranslation("keys.rules.save"), event -> save());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        Div form = new Div(message, usual, capped, ceiling, most, days, save);
        form.addClassName("tt-form");
        add(new Paragraph(getTranslation("keys.rules.text")), form);
        services.attempt(message, this::load);
    }

    private void load() {
        OrganizationKeyPolicy known = services.policies().policy(services.viewer());
        usual.show(known.usual());
        capped.setValue(known.ceiling() != null);
        ceiling.show(known.mostForMembers());
        most.setValue(known.mostKeys());
        days.setValue(known.mostDays());
    }

    private void save() {
        if (most.isInvalid() || days.isInvalid()) {
            message.show(getTranslation("keys.new.limit.wrong"));
            return;
        }
        boolean done = services.attempt(
                message,
                () -> services.policies()
                        .layDown(
                                services.viewer(),
                                new OrganizationKeyPolicy(
                                        usual.policy(),
                                        capped.getValue() ? ceiling.policy() : null,
                                        most.getValue(),
                                        days.getValue())));
        if (done) {
            Notification.show(getTranslation("keys.rules.saved"));
        }
    }
}
