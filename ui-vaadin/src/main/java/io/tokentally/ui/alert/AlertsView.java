package io.tokentally.ui.alert;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;

/** What was raised; for admins and owners, by which rules, where it is told and what is muted, too. */
@Route(value = MainLayout.ALERTS, layout = MainLayout.class)
@PageTitle("Alerts · Tokentally")
@Menu(title = "Alerts", order = 4.6, icon = "bell")
@PermitAll
public final class AlertsView extends Main implements BeforeEnterObserver {

    private final AlertServices services;
    private final EventsPanel events;
    private final RulesPanel rules;
    private final ChannelsPanel channels;
    private final MutesPanel mutes;

    public AlertsView(AlertServices services) {
        this.services = services;
        this.mutes = new MutesPanel(services);
        this.events = new EventsPanel(services, mutes::reload);
        this.rules = new RulesPanel(services);
        this.channels = new ChannelsPanel(services);
        addClassName("tt-view");
        setId("content");
        Paragraph explanation = new Paragraph(I18NProvider.translate("alerts.subtitle"));
        explanation.addClassName("tt-times");
        Header header =
                new Header(new Div(new H1(I18NProvider.translate("title.alerts")), explanation), events.controls());
        header.addClassName("tt-view-header");
        add(header, events, mutes, rules, channels);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        boolean all = services.viewer().seesOrganization();
        rules.setVisible(all);
        channels.setVisible(all);
        events.reload();
        if (all) {
            rules.reload();
            channels.reload();
        }
        mutes.reload();
    }
}
