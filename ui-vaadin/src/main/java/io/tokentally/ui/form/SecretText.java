package io.tokentally.ui.form;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** A secret that is shown this once, with a button that copies it. */
public final class SecretText extends Div {

    private final Code secret;
    private final Button copy = new Button(getTranslation("people.password.copy"));
    private final Span outcome = new Span();

    /** @param id of the element that holds the secret */
    public SecretText(String id, String text) {
        secret = new Code(text);
        secret.setId(id);
        secret.getElement().setAttribute("tabindex", "0");
        copy.setAutofocus(true);
        Div line = new Div(secret, copy);
        line.addClassName("tt-secret");
        outcome.addClassName("tt-secret-outcome");
        outcome.getElement().setAttribute("role", "status");
        Paragraph once = new Paragraph(getTranslation("people.password.once"));
        once.addClassName("tt-secret-once");
        add(line, once, outcome);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        // In the browser alone: it lets a page write to the clipboard only while it handles the click. Without a
        // secure connection it does not let it at all; then the secret stands selected, ready to be copied by hand.
        copy.getElement()
                .executeJs(
                        """
                        const [copied, byHand, secret, outcome] = [$0, $1, $2, $3];
                        this.addEventListener('click', async () => {
                            try {
                                await navigator.clipboard.writeText(secret.textContent);
                                outcome.textContent = copied;
                            } catch {
                                getSelection().selectAllChildren(secret);
                                outcome.textContent = byHand;
                            }
                        });
                        """,
                        getTranslation("people.password.copied"),
                        getTranslation("people.password.by-hand"),
                        secret,
                        outcome);
    }
}
