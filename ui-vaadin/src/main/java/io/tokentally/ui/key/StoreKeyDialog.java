package io.tokentally.ui.key;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;

/** Takes a provider's key in. */
class StoreKeyDialog extends Dialog {

    private final KeyServices services;
    private final Provider provider;
    private final Runnable onStored;
    private final InlineAlert message = new InlineAlert();
    private final PasswordField secret = new PasswordField(getTranslation("keys.provider.secret"));

    StoreKeyDialog(KeyServices services, Provider provider, Runnable onStored) {
        this.services = services;
        this.provider = provider;
        this.onStored = onStored;
        setHeaderTitle(getTranslation("keys.provider.store.title", provider.value()));
        addClassName("tt-dialog");
        secret.setHelperText(getTranslation("keys.provider.secret.help"));
        secret.setAutofocus(true);
        // No browser shall offer to keep it.
        secret.getElement().setAttribute("autocomplete", "off");
        Div form = new Div(message, secret);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("keys.provider.store"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(secret).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    private void submit() {
        boolean stored = services.attempt(
                message,
                () -> services.providerKeys()
                        .store(services.viewer(), provider, new ProviderSecret(secret.getValue())));
        if (stored) {
            secret.clear();
            close();
            onStored.run();
        }
    }
}
