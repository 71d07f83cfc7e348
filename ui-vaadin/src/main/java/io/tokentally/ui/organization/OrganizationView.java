package io.tokentally.ui.organization;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.ui.key.KeysView;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import jakarta.annotation.security.RolesAllowed;

/**
 * How the organization is set up: owners change it, admins see it. The annotation lets in whoever is one of them somewhere; whether they
 * are one here is asked on entering.
 */
@Route(value = OrganizationView.PATH, layout = MainLayout.class)
@PageTitle("Organization · Tokentally")
@Menu(title = "Organization", order = 5.5, icon = "organization")
@RolesAllowed({"OWNER", "ADMIN"})
public final class OrganizationView extends Main implements BeforeEnterObserver {

    public static final String PATH = "organization";

    private final transient OrganizationServices services;
    private final NamePanel name;
    private final CalendarPanel calendar;
    private final RetentionPanel retention;
    private final TagsPanel tags;
    private final SecondFactorRule secondFactor;
    private final Paragraph readOnly = new Paragraph(getTranslation("organization.read-only"));
    private final Panel keys = new Panel(I18NProvider.translate("keys.rules"), "tt-organization-keys");

    public OrganizationView(OrganizationServices services) {
        this.services = services;
        this.name = new NamePanel(services);
        this.calendar = new CalendarPanel(services);
        this.retention = new RetentionPanel(services);
        this.tags = new TagsPanel(services);
        this.secondFactor = new SecondFactorRule(services);
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("organization.subtitle"));
        subtitle.addClassName("tt-times");
        readOnly.addClassName("tt-times");
        Header header = new Header(new Div(new H1(getTranslation("title.organization")), subtitle, readOnly));
        header.addClassName("tt-view-header");
        RouterLink rules = new RouterLink(getTranslation("organization.keys.link"), KeysView.class);
        rules.setQueryParameters(QueryParameters.of("tab", "rules"));
        Paragraph ofKeys = new Paragraph(new Span(getTranslation("organization.keys.text") + " "), rules);
        ofKeys.addClassName("tt-times");
        keys.add(ofKeys);
        add(header, name, calendar, secondFactor, keys, retention, tags);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        services.viewer().requireMayLook(UsageScope.ORGANIZATION);
        readOnly.setVisible(!services.isOwners());
        keys.setVisible(services.isOwners());
        name.reload();
        calendar.reload();
        secondFactor.reload();
        retention.reload();
        tags.reload();
    }
}
