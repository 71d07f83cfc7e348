package io.tokentally.ui.form;

import com.vaadin.flow.component.html.Div;

/** A line beside a form that says what went wrong, or what came of it. */
public final class InlineAlert extends Div {

    public InlineAlert() {
        addClassName("tt-message");
        setVisible(false);
    }

    /** Says what went wrong. */
    public void show(String text) {
        show(text, "problem", "alert");
    }

    /** Says what worked. */
    public void confirm(String text) {
        show(text, "success", "status");
    }

    public void clear() {
        setText("");
        setVisible(false);
    }

    private void show(String text, String kind, String role) {
        getElement().setAttribute("role", role).setAttribute("data-kind", kind);
        setText(text);
        setVisible(true);
    }
}
