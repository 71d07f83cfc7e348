package io.tokentally.ui.home;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.ui.usage.ApiUsageView;
import jakarta.annotation.security.PermitAll;

/** Nothing of its own: leads to the dashboard. */
@Route("")
@PageTitle("Tokentally")
@PermitAll
public final class HomeView extends Div implements BeforeEnterObserver {

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.forwardTo(ApiUsageView.class);
    }
}
