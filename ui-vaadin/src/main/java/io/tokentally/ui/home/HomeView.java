package io.tokentally.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.ui.installation.InstallationView;
import io.tokentally.ui.usage.ApiUsageView;
import io.tokentally.ui.usage.frame.SavedViews;
import jakarta.annotation.security.PermitAll;

/** Nothing of its own: leads members to the view that they chose to begin with, or the dashboard, and operators to the installation. */
@Route("")
@PageTitle("Tokentally")
@PermitAll
public final class HomeView extends Div implements BeforeEnterObserver {

    private final transient CurrentViewer currentViewer;
    private final transient SavedViews views;

    public HomeView(CurrentViewer currentViewer, SavedViews views) {
        this.currentViewer = currentViewer;
        this.views = views;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (currentViewer.session().operator()) {
            event.forwardTo(InstallationView.class);
            return;
        }
        views.start()
                .ifPresentOrElse(
                        start -> event.forwardTo(start.getPath(), start.getQueryParameters()),
                        () -> event.forwardTo(ApiUsageView.class));
    }
}
