package io.tokentally.ui.account;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.access.ManageMembersUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.FreshSignInRequiredException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.form.Confirmation;
import io.tokentally.ui.form.InlineAlert;
import io.tokentally.ui.text.ServerText;

/** The organizations that the person belongs to, and the way out of each. */
class OrganizationsPanel extends Section {

    private final ManageMembersUseCase members;
    private final CurrentViewer currentViewer;
    private final FreshSignIn freshSignIn;
    private final InlineAlert message = new InlineAlert();

    OrganizationsPanel(ManageMembersUseCase members, CurrentViewer currentViewer, FreshSignIn freshSignIn) {
        this.members = members;
        this.currentViewer = currentViewer;
        this.freshSignIn = freshSignIn;
        addClassName("tt-panel");
        UnorderedList list = new UnorderedList();
        list.addClassName("tt-members");
        currentViewer.memberships().stream().map(this::item).forEach(list::add);
        add(new H2(getTranslation("account.leave.title")), message, list);
    }

    private ListItem item(Membership membership) {
        String name = VisibleText.of(membership.organizationName());
        Span organization = new Span(name);
        organization.addClassName("tt-member-name");
        Span role = new Span(getTranslation("role." + membership.role()));
        role.addClassName("tt-member-login");
        Div names = new Div(organization, role);
        names.addClassName("tt-member-names");
        if (isSoleOwner(membership)) {
            Span why = new Span(getTranslation("account.leave.sole-owner"));
            why.addClassName("tt-member-login");
            names.add(why);
            return row(names);
        }
        Button leave = new Button(getTranslation("account.leave"), click -> ask(membership, name));
        leave.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        leave.setAriaLabel(getTranslation("account.leave.of", name));
        return row(names, leave);
    }

    private static ListItem row(Component... parts) {
        ListItem item = new ListItem(parts);
        item.addClassName("tt-own-organization");
        return item;
    }

    /** They stay: an organization has an owner. */
    private boolean isSoleOwner(Membership membership) {
        return membership.role() == Role.OWNER
                && members.members(currentViewer.viewerIn(membership.organizationId())).stream()
                                .filter(member -> member.role() == Role.OWNER)
                                .count()
                        == 1;
    }

    private void ask(Membership membership, String name) {
        new Confirmation(
                        getTranslation("account.leave.ask", name),
                        getTranslation("account.leave.text"),
                        getTranslation("account.leave"),
                        () -> freshSignIn.run(() -> leave(membership)))
                .ofLoss()
                .open();
    }

    private void leave(Membership membership) {
        message.clear();
        try {
            members.leave(currentViewer.viewerIn(membership.organizationId()));
            getUI().ifPresent(ui -> ui.getPage().reload());
        } catch (FreshSignInRequiredException e) {
            throw e;
        } catch (MembershipRefusedException | AccessRefusedException e) {
            message.show(ServerText.of(e));
        }
    }
}
