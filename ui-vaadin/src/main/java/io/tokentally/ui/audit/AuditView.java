package io.tokentally.ui.audit;

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
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.RolesAllowed;

/**
 * Where owners read who did what. The annotation lets in whoever is an owner somewhere; whether they are one here is asked
 * on entering.
 */
@Route(value = AuditView.PATH, layout = MainLayout.class)
@PageTitle("Audit · Tokentally")
@Menu(title = "Audit", order = 6, icon = "audit")
@RolesAllowed("OWNER")
public final class AuditView extends Main implements BeforeEnterObserver {

    public static final String PATH = "audit";

    private final AuditServices services;
    private final ChainStatus chain;
    private final AuditPanel panel;

    public AuditView(AuditServices services) {
        this.services = services;
        this.chain = new ChainStatus(services);
        this.panel = new AuditPanel(services);
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("audit.subtitle"));
        subtitle.addClassName("tt-times");
        Header header = new Header(new Div(new H1(getTranslation("title.audit")), subtitle), chain);
        header.addClassName("tt-view-header");
        add(header, panel);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        services.viewer();
        panel.load(BrowserZone.current());
        chain.checkUnlessLong(event.getUI());
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        UI ui = attachEvent.getUI();
        Signal.effect(
                this,
                () -> panel.setCompact(
                        AuditGrid.isNarrow(ui.getPage().windowSizeSignal().get())));
    }
}
