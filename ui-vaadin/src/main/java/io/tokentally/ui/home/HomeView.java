package io.tokentally.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.ui.installation.InstallationView;
import io.tokentally.ui.usage.ApiUsageView;
import jakarta.annotation.security.PermitAll;

/** Nothing of its own: leads members to the dashboard, and operators to the installation. */
@Route("")
@PageTitle("Tokentally")
@PermitAll
public final class HomeView extends Div implements BeforeEnterObserver {

    private final transient CurrentViewer currentViewer;

    public HomeView(CurrentViewer currentViewer) {
        this.currentViewer = currentViewer;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.forwardTo(currentViewer.session().operator() ? InstallationView.class : ApiUsageView.class);
    }
}
