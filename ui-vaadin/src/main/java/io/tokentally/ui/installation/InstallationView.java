package io.tokentally.ui.installation;

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
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.RolesAllowed;

/** Where operators make organizations, help people whom no organization alone vouches for, and change the list prices. */
@Route(value = MainLayout.INSTALLATION, layout = MainLayout.class)
@PageTitle("Installation · Tokentally")
@Menu(title = "Installation", order = 7, icon = "installation")
@RolesAllowed("OPERATOR")
public final class InstallationView extends Main implements BeforeEnterObserver {

    private final InstallationServices services;
    private final OrganizationsPanel organizations;
    private final ListPricesPanel listPrices;
    private final PriceBundlesPanel bundles;

    public InstallationView(InstallationServices services) {
        this.services = services;
        this.organizations = new OrganizationsPanel(services);
        this.listPrices = new ListPricesPanel(services);
        this.bundles = new PriceBundlesPanel(services, listPrices::reload);
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("installation.subtitle"));
        subtitle.addClassName("tt-times");
        Header header =
                new Header(new Div(new H1(getTranslation("title.installation")), subtitle), organizations.newButton());
        header.addClassName("tt-view-header");
        add(header, organizations, new AccountPanel(services), listPrices, bundles);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        services.session();
        organizations.reload();
        listPrices.reload();
        bundles.reload();
    }
}
