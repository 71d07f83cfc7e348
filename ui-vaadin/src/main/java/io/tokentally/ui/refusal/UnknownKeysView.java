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
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;

/** Which calls were refused that came without a key of this installation: they are no organization's, and operators look. */
@Route(value = UnknownKeysView.PATH, layout = MainLayout.class)
@PageTitle("Unknown keys · Tokentally")
@Menu(title = "Unknown keys", order = 7.5, icon = "refused")
@RolesAllowed("OPERATOR")
public final class UnknownKeysView extends RefusalPage implements BeforeEnterObserver {

    static final String PATH = "unknown-keys";

    private final RefusalServices services;

    public UnknownKeysView(RefusalServices services) {
        super(
                I18NProvider.translate("title.unknown-keys"),
                I18NProvider.translate("refused.stray.subtitle"),
                false,
                false);
        this.services = services;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        services.currentViewer().session().requireOperator();
        reload();
    }

    @Override
    ZoneId zone() {
        return BrowserZone.current();
    }

    @Override
    RefusalFigures read(UsageScope scope, int days, ZoneId zone) {
        return services.ofNobody(days, zone);
    }
}
