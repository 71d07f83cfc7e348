package io.tokentally.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.ui.form.SecretText;

/** Shows a one-time password the only time it can be shown. No slip of the hand closes it. */
class OneTimePasswordDialog extends Dialog {

    OneTimePasswordDialog(String name, String oneTimePassword) {
        setHeaderTitle(getTranslation("people.password.title", name));
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(
                new Paragraph(getTranslation("people.password.text", name)),
                new SecretText("tt-one-time-password", oneTimePassword));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }
}
