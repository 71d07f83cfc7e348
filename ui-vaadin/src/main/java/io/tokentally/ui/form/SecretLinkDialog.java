package io.tokentally.ui.form;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/** Shows a private link the only time it can be shown. No slip of the hand closes it. */
public final class SecretLinkDialog extends Dialog {

    /** @param text whom to hand it to, and what it does */
    public SecretLinkDialog(String title, String text, String link) {
        setHeaderTitle(title);
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(new Paragraph(text), new SecretText("tt-private-link", link));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }
}
