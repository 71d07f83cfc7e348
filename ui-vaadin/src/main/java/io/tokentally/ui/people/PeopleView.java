package io.tokentally.ui.people;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.ui.organization.OrganizationView;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.RolesAllowed;

/**
 * Where owners decide who belongs to the organization. The annotation lets in whoever is an owner somewhere; whether
 * they are one here is asked on entering.
 */
@Route(value = PeopleView.PATH, layout = MainLayout.class)
@PageTitle("People · Tokentally")
@Menu(title = "People", order = 5, icon = "people")
@RolesAllowed("OWNER")
public final class PeopleView extends Main implements BeforeEnterObserver {

    public static final String PATH = "people";

    private final transient PeopleServices services;
    private final MembersPanel members;
    private final InvitationsPanel invitations;
    private final KeyReviewPanel keys;

    public PeopleView(PeopleServices services) {
        this.services = services;
        this.members = new MembersPanel(services);
        this.invitations = new InvitationsPanel(services);
        this.keys = new KeyReviewPanel(services);
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("people.subtitle"));
        subtitle.addClassName("tt-times");
        Header header =
                new Header(new Div(new H1(getTranslation("title.people")), subtitle), invitations.inviteButton());
        header.addClassName("tt-view-header");
        Paragraph settings =
                new Paragraph(new RouterLink(getTranslation("people.organization"), OrganizationView.class));
        settings.addClassName("tt-elsewhere");
        add(header, keys, invitations, members, settings);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        services.viewer().requireOwner(OwnerAction.MANAGE_MEMBERS);
        keys.reload();
        invitations.reload();
        members.reload();
    }
}
