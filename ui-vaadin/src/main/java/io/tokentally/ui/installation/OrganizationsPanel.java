package io.tokentally.ui.installation;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.InstalledOrganization;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.SecretLinkDialog;
import io.tokentally.ui.shell.Panel;

/** The organizations of the installation, with the way in for the owner of one that has none. */
class OrganizationsPanel extends Panel {

    private final InstallationServices services;
    private final InlineAlert message = new InlineAlert();
    private final UnorderedList rows = new UnorderedList();

    OrganizationsPanel(InstallationServices services) {
        super(I18NProvider.translate("installation.organizations"), "tt-organizations");
        this.services = services;
        rows.addClassName("tt-members");
        add(message, rows);
    }

    Button newButton() {
        Button button = new Button(
                getTranslation("installation.new"),
                event -> services.freshSignIn()
                        .run(() -> new NewOrganizationDialog(services, this::invited, this::notSent).open()));
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    void reload() {
        rows.removeAll();
        services.attempt(
                message,
                () -> services.organizations().organizations(services.session()).stream()
                        .map(this::row)
                        .forEach(rows::add));
    }

    private ListItem row(InstalledOrganization organization) {
        Span name = new Span(VisibleText.of(organization.name()));
        name.addClassName("tt-member-name");
        Span facts = new Span(getTranslation(
                organization.owners() == 0 ? "installation.facts.ownerless" : "installation.facts",
                VisibleText.of(organization.id().value()),
                organization.people(),
                organization.owners(),
                organization.openInvitations()));
        facts.addClassName("tt-member-login");
        Div names = new Div(name, facts);
        names.addClassName("tt-member-names");
        ListItem row = new ListItem(names);
        row.addClassName("tt-own-organization");
        if (organization.owners() == 0) {
            Button invite = new Button(
                    getTranslation("installation.invite-owner"),
                    event -> services.freshSignIn()
                            .run(() -> new InviteOwnerDialog(services, organization, this::invited).open()));
            invite.addThemeVariants(ButtonVariant.TERTIARY);
            invite.setAriaLabel(getTranslation("installation.invite-owner.of", VisibleText.of(organization.name())));
            row.add(invite);
        }
        return row;
    }

    private void notSent(String words) {
        reload();
        message.show(words);
    }

    private void invited(Invited invited) {
        reload();
        String address = invited.address().value();
        invited.link()
                .ifPresentOrElse(
                        link -> new SecretLinkDialog(
                                        getTranslation("people.link.title", address),
                                        getTranslation("people.link.text", address),
                                        link.under(services.address().url()))
                                .open(),
                        () -> Notification.show(getTranslation("people.invitation.sent", address)));
    }
}
