package io.tokentally.ui.installation;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.AddressField;
import io.tokentally.ui.form.DraftGuard;
import io.tokentally.ui.form.InlineAlert;
import java.util.function.Consumer;

/** Asks who is to own an organization that nobody owns, and invites them. */
class InviteOwnerDialog extends Dialog {

    private final InstallationServices services;
    private final transient InstalledOrganization organization;
    private final transient Consumer<Invited> onInvited;
    private final InlineAlert message = new InlineAlert();
    private final AddressField owner = new AddressField(getTranslation("people.email"));

    InviteOwnerDialog(InstallationServices services, InstalledOrganization organization, Consumer<Invited> onInvited) {
        this.services = services;
        this.organization = organization;
        this.onInvited = onInvited;
        setHeaderTitle(getTranslation("installation.invite-owner.of", VisibleText.of(organization.name())));
        addClassName("tt-dialog");
        owner.setAutofocus(true);
        Div form = new Div(message, new Paragraph(getTranslation("installation.invite-owner.text")), owner);
        form.addClassName("tt-form");
        add(form);
        Button cancel = new Button(getTranslation("people.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button submit = new Button(
                getTranslation("people.invite.submit"), event -> owner.address().ifPresent(this::invite));
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.addClickShortcut(Key.ENTER).listenOn(owner).resetFocusOnActiveElement();
        getFooter().add(cancel, submit);
        DraftGuard.guard(this);
    }

    private void invite(EmailAddress address) {
        services.attempt(message, () -> {
            Invited invited = services.organizations().inviteOwner(services.session(), organization.id(), address);
            close();
            onInvited.accept(invited);
        });
    }
}
