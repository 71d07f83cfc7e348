package io.tokentally.ui.installation;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
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
import com.vaadin.flow.signals.Signal;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.ui.audit.AuditFilterBar;
import io.tokentally.ui.audit.AuditGrid;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import io.tokentally.ui.shell.Panel;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;

/** Where operators read what concerns no organization alone: sign-ins that failed, accounts, organizations, operators. */
@Route(value = InstallationAuditView.PATH, layout = MainLayout.class)
@PageTitle("Installation audit · Tokentally")
@Menu(title = "Installation audit", order = 8, icon = "audit")
@RolesAllowed("OPERATOR")
public final class InstallationAuditView extends Main implements BeforeEnterObserver {

    static final String PATH = "installation-audit";

    private final InstallationServices services;
    private final AuditFilterBar filters;
    private final AuditGrid grid;

    public InstallationAuditView(InstallationServices services) {
        this.services = services;
        this.grid = new AuditGrid(
                (filter, before, limit) -> services.audit().entries(services.session(), filter, before, limit),
                this::clear);
        this.filters = new AuditFilterBar(grid::show);
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("installation.audit.subtitle"));
        subtitle.addClassName("tt-times");
        Header header = new Header(new Div(new H1(getTranslation("title.installation-audit")), subtitle));
        header.addClassName("tt-view-header");
        Panel panel = new Panel(getTranslation("audit.entries"), "tt-audit-heading");
        panel.add(filters, grid);
        add(header, panel);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        filters.show(services.audit().actions(services.session()), List.of(), services.clock(), BrowserZone.current());
        grid.setPeople(List.of(), BrowserZone.current());
        grid.show(filters.filter());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        Signal.effect(
                this,
                () -> grid.setCompact(
                        AuditGrid.isNarrow(ui.getPage().windowSizeSignal().get())));
    }

    private void clear() {
        filters.clear();
        grid.show(AuditFilter.ALL);
    }
}
