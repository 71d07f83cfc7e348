package io.tokentally.ui.form;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.shared.HasValidationProperties;

/** What is wrong with a form at one attempt, all of it at once: each field says its own, and the first of them gets the focus. */
public final class FieldErrors {

    private boolean none = true;

    /** Has the field say what is wrong with it, where something is. */
    public void check(boolean right, HasValidationProperties field, String otherwise) {
        if (!right) {
            field.setErrorMessage(otherwise);
            field.setInvalid(true);
            if (none && field instanceof Focusable<?> first) {
                first.focus();
            }
            none = false;
        }
    }

    /** Whether nothing is wrong. */
    public boolean none() {
        return none;
    }
}
