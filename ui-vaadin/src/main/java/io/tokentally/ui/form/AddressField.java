package io.tokentally.ui.form;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Person;
import java.util.Optional;

/** Takes the e-mail address of somebody. */
public final class AddressField extends TextField {

    public AddressField(String label) {
        super(label);
        setMaxLength(Person.MAX_LOGIN_LENGTH);
        setRequiredIndicatorVisible(true);
        setManualValidation(true);
        addValueChangeListener(event -> setInvalid(false));
        getElement().setAttribute("autocapitalize", "none").setAttribute("autocomplete", "off");
    }

    /** Empty, and marked with the reason, if what was typed is no address. */
    public Optional<EmailAddress> address() {
        return address(new FieldErrors());
    }

    /** The same of a form with other fields. */
    public Optional<EmailAddress> address(FieldErrors errors) {
        Optional<EmailAddress> typed = read();
        errors.check(typed.isPresent(), this, I18NProvider.translate("people.email.required"));
        return typed;
    }

    private Optional<EmailAddress> read() {
        try {
            return Optional.of(new EmailAddress(getValue().strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
