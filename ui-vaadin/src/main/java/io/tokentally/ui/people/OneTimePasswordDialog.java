package io.tokentally.ui.people;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** Shows a one-time password the only time it can be shown. No slip of the hand closes it. */
class OneTimePasswordDialog extends Dialog {

    private final Code password;
    private final Button copy = new Button(getTranslation("people.password.copy"));
    private final Span outcome = new Span();

    OneTimePasswordDialog(String name, String oneTimePassword) {
        setHeaderTitle(getTranslation("people.password.title", name));
        addClassName("tt-dialog");
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
        password = new Code(oneTimePassword);
        password.setId("tt-one-time-password");
        password.getElement().setAttribute("tabindex", "0");
        copy.setAutofocus(true);
        Div secret = new Div(password, copy);
        secret.addClassName("tt-secret");
        outcome.addClassName("tt-secret-outcome");
        outcome.getElement().setAttribute("role", "status");
        Paragraph once = new Paragraph(getTranslation("people.password.once"));
        once.addClassName("tt-secret-once");
        add(new Paragraph(getTranslation("people.password.text", name)), secret, once, outcome);
        Button done = new Button(getTranslation("people.password.done"), event -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        // In the browser alone: it lets a page write to the clipboard only while it handles the click. Without a
        // secure connection it does not let it at all; then the password stands selected, ready to be copied by hand.
        copy.getElement()
                .executeJs(
                        """
                        const [copied, byHand, password, outcome] = [$0, $1, $2, $3];
                        this.addEventListener('click', async () => {
                            try {
                                await navigator.clipboard.writeText(password.textContent);
                                outcome.textContent = copied;
                            } catch {
                                getSelection().selectAllChildren(password);
                                outcome.textContent = byHand;
                            }
                        });
                        """,
                        getTranslation("people.password.copied"),
                        getTranslation("people.password.by-hand"),
                        password,
                        outcome);
    }
}
