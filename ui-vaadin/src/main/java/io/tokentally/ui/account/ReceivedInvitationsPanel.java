package io.tokentally.ui.account;

import static io.tokentally.ui.format.TimeFormat.formatDate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.application.port.in.access.AnswerInvitationUseCase;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.ReceivedInvitation;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.text.ServerText;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The organizations that the person is invited to; it is not there without any. */
class ReceivedInvitationsPanel extends Section {

    private final AnswerInvitationUseCase invitations;
    private final CurrentViewer currentViewer;
    private final InlineAlert message = new InlineAlert();
    private final UnorderedList list = new UnorderedList();

    ReceivedInvitationsPanel(AnswerInvitationUseCase invitations, CurrentViewer currentViewer) {
        this.invitations = invitations;
        this.currentViewer = currentViewer;
        addClassName("tt-panel");
        list.addClassName("tt-members");
        add(new H2(getTranslation("account.invitations")), message, list);
        load();
    }

    private void load() {
        List<ReceivedInvitation> received = invitations.received(currentViewer.session());
        list.removeAll();
        received.stream().map(this::item).forEach(list::add);
        setVisible(!received.isEmpty());
    }

    private ListItem item(ReceivedInvitation invitation) {
        String called = VisibleText.of(invitation.organizationName());
        Span organization = new Span(called);
        organization.addClassName("tt-member-name");
        Span facts = new Span(getTranslation(
                "account.invitations.facts",
                getTranslation("role." + invitation.role()),
                formatDate(invitation.expiresAt().truncatedTo(ChronoUnit.MINUTES), BrowserZone.current())));
        facts.addClassName("tt-member-login");
        Div names = new Div(organization, facts);
        names.addClassName("tt-member-names");
        Button accept = button("account.invitations.accept", called, () -> {
            invitations.accept(currentViewer.session(), invitation.id());
            getUI().ifPresent(ui -> ui.getPage().reload());
        });
        Button decline = button("account.invitations.decline", called, () -> {
            invitations.decline(currentViewer.session(), invitation.id());
            load();
        });
        decline.addThemeVariants(ButtonVariant.ERROR);
        Div buttons = new Div(accept, decline);
        buttons.addClassName("tt-member-buttons");
        ListItem item = new ListItem(names, buttons);
        item.addClassName("tt-own-organization");
        return item;
    }

    private Button button(String key, String called, Runnable answer) {
        Button button = new Button(getTranslation(key), click -> {
            message.clear();
            try {
                answer.run();
            } catch (MembershipRefusedException | AccessRefusedException e) {
                message.show(ServerText.of(e));
            }
        });
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(key + ".of", called));
        return button;
    }
}
