package io.tokentally.ui.people;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.ui.form.Message;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks whom to invite, and invites them. What is wrong is said here, beside what was typed. */
class InviteDialog extends Dialog {

    private final transient PeopleDesk desk;
    private final transient Consumer<Invited> onInvited;
    private final TextField address = new TextField(getTranslation("people.email"));
    private final RoleSelect role = new RoleSelect(Role.MEMBER);
    private final Message message = new Message();

    InviteDialog(PeopleDesk desk, Consumer<Invited> onInvited) {
        this.desk = desk;
        this.onInvited = onInvited;
        setHeaderTitle(getTranslation("people.invite"));
        addClassName("tt-dialog");
        address.setMaxLength(Person.MAX_LOGIN_LENGTH);
        address.setRequiredIndicatorVisible(true);
        address.setManualValidation(true);
        address.addValueChangeListener(event -> address.setInvalid(false));
        address.getElement().setAttribute("autocapitalize", "none").setAttribute("autocomplete", "off");
        address.setAutofocus(true);
        role.setLabel(getTranslation("people.role"));
        role.setHelperText(getTranslation("people.role.rule"));
        Div form = new Div(message, address, role);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(getTranslation("people.invite.submit"), event -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(address).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
    }

    private void submit() {
        message.clear();
        typed().ifPresent(wanted -> desk.attempt(message, () -> {
            Invited invited = desk.invitations().invite(desk.viewer(), wanted, role.getValue());
            close();
            onInvited.accept(invited);
        }));
    }

    private Optional<EmailAddress> typed() {
        try {
            return Optional.of(new EmailAddress(address.getValue().strip()));
        } catch (IllegalArgumentException e) {
            address.setErrorMessage(getTranslation("people.email.required"));
            address.setInvalid(true);
            address.focus();
            return Optional.empty();
        }
    }
}
