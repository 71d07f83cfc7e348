package io.tokentally.ui.refusal;

import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;

/** Which calls were refused: those with one's own keys and, for admins and owners, with the organization's. */
@Route(value = RefusedCallsView.PATH, layout = MainLayout.class)
@PageTitle("Refused calls · Tokentally")
@Menu(title = "Refused calls", order = 4.5, icon = "refused")
@PermitAll
public final class RefusedCallsView extends RefusalPage implements BeforeEnterObserver {

    static final String PATH = "refused-calls";

    private final RefusalServices services;

    public RefusedCallsView(RefusalServices services) {
        super(
                I18NProvider.translate("title.refused-calls"),
                I18NProvider.translate("refused.subtitle"),
                services.viewer().seesOrganization(),
                true);
        this.services = services;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        reload();
    }

    @Override
    ZoneId zone() {
        return services.zone(BrowserZone.current());
    }

    @Override
    RefusalFigures read(UsageScope scope, int days, ZoneId zone) {
        return services.ofOrganization(scope, days, zone);
    }
}
