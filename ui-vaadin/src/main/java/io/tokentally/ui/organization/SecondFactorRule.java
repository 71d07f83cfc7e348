package io.tokentally.ui.organization;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.Panel;

/** Whether everybody in the organization needs a second factor, and the button that changes it. */
class SecondFactorRule extends Panel {

    private final transient OrganizationServices services;
    private final InlineAlert message = new InlineAlert();
    private final Paragraph state = new Paragraph();
    private final Button change = new Button("", event -> ask());
    private boolean required;

    SecondFactorRule(OrganizationServices services) {
        super(I18NProvider.translate("people.factor-rule"), "tt-factor-rule");
        this.services = services;
        change.addThemeVariants(ButtonVariant.TERTIARY);
        state.addClassName("tt-times");
        addBesideHeading(change);
        add(message, state);
    }

    void reload() {
        change.setVisible(services.isOwners());
        services.attempt(message, () -> required = services.accounts().isSecondFactorRequired(services.viewer()));
        show();
    }

    private void show() {
        state.setText(getTranslation(required ? "people.factor-rule.on" : "people.factor-rule.off"));
        change.setText(getTranslation(required ? "people.factor-rule.stop" : "people.factor-rule.start"));
    }

    private void ask() {
        String key = required ? "people.factor-rule.stop" : "people.factor-rule.start";
        boolean wanted = !required;
        new Confirmation(
                        getTranslation(key + ".title"),
                        getTranslation(key + ".text"),
                        getTranslation(key),
                        () -> services.freshSignIn().run(() -> require(wanted)))
                .open();
    }

    private void require(boolean wanted) {
        if (services.attempt(message, () -> services.accounts().requireSecondFactor(services.viewer(), wanted))) {
            required = wanted;
            show();
        }
    }
}
