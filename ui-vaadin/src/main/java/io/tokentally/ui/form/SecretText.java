package io.tokentally.ui.form;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;

/** A secret that is shown this once, with a button that copies it. */
public final class SecretText extends Div {

    /** @param id of the element that holds the secret */
    public SecretText(String id, String text) {
        Code secret = new Code(text);
        secret.setId(id);
        secret.getElement().setAttribute("tabindex", "0");
        Span outcome = new Span();
        outcome.addClassName("tt-secret-outcome");
        CopyButton copy = new CopyButton(secret, outcome);
        copy.setAutofocus(true);
        Div line = new Div(secret, copy);
        line.addClassName("tt-secret");
        Paragraph once = new Paragraph(getTranslation("people.password.once"));
        once.addClassName("tt-secret-once");
        add(line, once, outcome);
    }
}
