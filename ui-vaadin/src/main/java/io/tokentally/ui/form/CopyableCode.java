package io.tokentally.ui.form;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;

/** Code with what it is of, and a button that copies it. */
public final class CopyableCode extends Div {

    /** @param title what it is of */
    public CopyableCode(String title, String text) {
        addClassName("tt-example");
        Pre code = new Pre(text);
        code.getElement().setAttribute("tabindex", "0");
        code.getElement().setAttribute("role", "group");
        code.getElement().setAttribute("aria-label", title);
        Span outcome = new Span();
        outcome.addClassName("tt-copied");
        CopyButton copy = new CopyButton(code, outcome);
        copy.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        copy.setAriaLabel(getTranslation("keys.issued.copy", title));
        Div heading = new Div(new H3(title), outcome, copy);
        heading.addClassName("tt-example-heading");
        add(heading, code);
    }
}
