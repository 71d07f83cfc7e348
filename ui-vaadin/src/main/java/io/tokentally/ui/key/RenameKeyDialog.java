package io.tokentally.ui.key;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.text.PlainText;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.FieldErrors;
import io.tokentally.ui.form.InlineAlert;

/** Asks what a key shall be called. */
class RenameKeyDialog extends Dialog {

    private final KeyServices services;
    private final VirtualKey key;
    private final Runnable onRenamed;
    private final InlineAlert message = new InlineAlert();
    private final TextField name = new TextField(getTranslation("keys.new.name"));

    RenameKeyDialog(KeyServices services, VirtualKey key, Runnable onRenamed) {
        this.services = services;
        this.key = key;
        this.onRenamed = onRenamed;
        setHeaderTitle(getTranslation("keys.rename.title", VisibleText.of(key.name())));
        addClassName("tt-dialog");
        name.setMaxLength(VirtualKey.MAX_NAME_LENGTH);
        name.setRequiredIndicatorVisible(true);
        name.setManualValidation(true);
        name.setHelperText(getTranslation("keys.rename.help"));
        name.setValue(key.name());
        name.setAutoselect(true);
        name.setAutofocus(true);
        name.addValueChangeListener(event -> name.setInvalid(false));
        Div form = new Div(message, name);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("keys.rename"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(name).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    private void submit() {
        message.clear();
        FieldErrors errors = new FieldErrors();
        errors.check(
                PlainText.isAcceptable(name.getValue(), VirtualKey.MAX_NAME_LENGTH),
                name,
                getTranslation("keys.new.name.required"));
        if (errors.none()
                && services.attempt(
                        message, () -> services.keys().rename(services.viewer(), key.id(), name.getValue()))) {
            close();
            onRenamed.run();
        }
    }
}
