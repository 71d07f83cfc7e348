package io.tokentally.ui.people;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.Role;
import io.tokentally.ui.form.AddressField;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import java.util.function.Consumer;

/** Asks whom to invite, and invites them. What is wrong is said here, beside what was typed. */
class InviteDialog extends Dialog {

    private final transient PeopleServices services;
    private final transient Consumer<Invited> onInvited;
    private final AddressField address = new AddressField(getTranslation("people.email"));
    private final RoleSelect role = new RoleSelect(Role.MEMBER);
    private final InlineAlert message = new InlineAlert();

    InviteDialog(PeopleServices services, Consumer<Invited> onInvited) {
        this.services = services;
        this.onInvited = onInvited;
        setHeaderTitle(getTranslation("people.invite"));
        addClassName("tt-dialog");
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
        DraftGuard.guard(this);
    }

    private void submit() {
        message.clear();
        address.address()
                .ifPresent(wanted -> services.attempt(message, () -> {
                    Invited invited = services.invitations().invite(services.viewer(), wanted, role.getValue());
                    close();
                    onInvited.accept(invited);
                }));
    }
}
