package io.tokentally.ui.pricing;

import com.vaadin.flow.component.Focusable;

/** What was typed into a field makes no sense; the field says so already. */
final class InvalidFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Focusable<?> field;

    InvalidFieldException(Focusable<?> field) {
        this.field = field;
    }

    void focus() {
        field.focus();
    }
}
