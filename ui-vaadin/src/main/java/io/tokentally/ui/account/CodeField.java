package io.tokentally.ui.account;

import com.vaadin.flow.component.textfield.TextField;

/** Takes a code of a second factor, which phones and password managers fill in. */
final class CodeField extends TextField {

    private static final int MOST = 40;

    CodeField(String label) {
        super(label);
        setMaxLength(MOST);
        setManualValidation(true);
        getElement().setAttribute("autocomplete", "one-time-code").setAttribute("inputmode", "numeric");
        addValueChangeListener(event -> setInvalid(false));
    }

    void refuse(String reason) {
        setErrorMessage(reason);
        setInvalid(true);
        focus();
    }
}
