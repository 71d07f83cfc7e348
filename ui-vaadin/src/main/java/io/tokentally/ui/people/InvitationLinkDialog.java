package io.tokentally.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.ui.form.SecretText;

/** Shows an invitation's link the only time it can be shown. No slip of the hand closes it. */
class InvitationLinkDialog extends Dialog {

    InvitationLinkDialog(String address, String link) {
        setHeaderTitle(getTranslation("people.link.title", address));
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        add(new Paragraph(getTranslation("people.link.text", address)), new SecretText("tt-invitation-link", link));
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }
}
