package io.tokentally.ui.people;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.application.port.in.access.ManageInvitationsUseCase.Invited;
import io.tokentally.domain.access.Invitation;
import io.tokentally.domain.access.Member;
import io.tokentally.domain.access.UserId;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.form.SecretLinkDialog;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.Panel;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The invitations that are open, and all that an owner does about them. */
class InvitationsPanel extends Panel {

    private final transient PeopleServices services;
    private final InlineAlert message = new InlineAlert();
    private final UnorderedList rows = new UnorderedList();

    InvitationsPanel(PeopleServices services) {
        super(I18NProvider.translate("people.invitations"), "tt-invitations");
        this.services = services;
        rows.addClassName("tt-members");
        add(message, rows);
    }

    Button inviteButton() {
        Button button = new Button(
                getTranslation("people.invite"),
                event -> services.freshSignIn().run(() -> new InviteDialog(services, this::invited).open()));
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    /** Reads the invitations anew; without any the panel is not there. */
    void reload() {
        rows.removeAll();
        List<Invitation> open = new ArrayList<>();
        services.attempt(message, () -> {
            Map<UserId, String> names = services.members().members(services.viewer()).stream()
                    .map(Member::person)
                    .collect(Collectors.toMap(person -> person.userId(), person -> person.displayName()));
            services.invitations().invitations(services.viewer()).stream()
                    .filter(invitation -> invitation.state() == Invitation.State.OPEN)
                    .forEach(open::add);
            open.forEach(invitation -> rows.add(row(invitation, names)));
        });
        setVisible(!open.isEmpty() || message.isVisible());
    }

    private ListItem row(Invitation invitation, Map<UserId, String> names) {
        Span address = new Span(invitation.address().value());
        address.addClassName("tt-member-name");
        Span facts = new Span(getTranslation(
                "people.invitation.facts",
                getTranslation("role." + invitation.role()),
                names.getOrDefault(
                        invitation.createdBy(), invitation.createdBy().value()),
                formatDate(invitation.expiresAt().truncatedTo(ChronoUnit.MINUTES), BrowserZone.current())));
        facts.addClassName("tt-member-login");
        Div text = new Div(address, facts);
        text.addClassName("tt-member-names");
        ListItem row = new ListItem(text, buttons(invitation));
        row.addClassName("tt-member");
        return row;
    }

    private Component buttons(Invitation invitation) {
        Button anew = button("people.invitation.anew", invitation, () -> inviteAnew(invitation));
        Button revoke = button("people.invitation.revoke", invitation, () -> revoke(invitation));
        revoke.addThemeVariants(ButtonVariant.ERROR);
        Div buttons = new Div(anew, revoke);
        buttons.addClassName("tt-member-buttons");
        return buttons;
    }

    private Button button(String key, Invitation invitation, Runnable action) {
        Button button =
                new Button(getTranslation(key), event -> services.freshSignIn().run(action));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(key + ".of", invitation.address().value()));
        return button;
    }

    private void inviteAnew(Invitation invitation) {
        services.attempt(
                message,
                () -> invited(
                        services.invitations().invite(services.viewer(), invitation.address(), invitation.role())));
    }

    private void revoke(Invitation invitation) {
        if (services.attempt(message, () -> services.invitations().revoke(services.viewer(), invitation.id()))) {
            reload();
            Notification.show(getTranslation(
                    "people.invitation.revoked", invitation.address().value()));
        }
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
