package io.tokentally.ui.key;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;

/** The keys that programs call with, and for owners those that the gateway calls the providers with. */
@Route(value = KeysView.PATH, layout = MainLayout.class)
@PageTitle("Keys · Tokentally")
@Menu(title = "Keys", order = 4, icon = "keys")
@PermitAll
public final class KeysView extends Main implements BeforeEnterObserver {

    public static final String PATH = "keys";

    private static final String TAB = "tab";
    private static final String VIRTUAL = "";
    private static final String PROVIDERS = "providers";
    private static final String RULES = "rules";

    private final KeyServices services;
    private final Tab virtual = new Tab(getTranslation("keys.tab.virtual"));
    private final Tab providers = new Tab(getTranslation("keys.tab.providers"));
    private final Tab rules = new Tab(getTranslation("keys.rules"));
    private final Tabs tabs = new Tabs(virtual, providers, rules);
    private final Button add = new Button(getTranslation("keys.new"));
    private final Div content = new Div();
    private @Nullable KeysPanel keys;
    private String shown = VIRTUAL;

    public KeysView(KeyServices services) {
        this.services = services;
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation("keys.subtitle"));
        subtitle.addClassName("tt-times");
        add.addClickListener(click -> {
            if (keys != null) {
                keys.askForNew();
            }
        });
        add.addThemeVariants(ButtonVariant.PRIMARY);
        Header header = new Header(new Div(new H1(getTranslation("title.keys")), subtitle), add);
        header.addClassName("tt-view-header");
        tabs.addClassName("tt-tabs");
        tabs.getElement().setAttribute("aria-label", getTranslation("keys.tabs"));
        tabs.addSelectedChangeListener(event -> choose(event.getSelectedTab()));
        add(header, tabs, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        boolean owner = services.isOwners();
        shown = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(TAB)
                .filter(tab -> owner && (tab.equals(PROVIDERS) || tab.equals(RULES)))
                .orElse(VIRTUAL);
        tabs.setVisible(owner);
        tabs.setSelectedTab(
                switch (shown) {
                    case PROVIDERS -> providers;
                    case RULES -> rules;
                    default -> virtual;
                });
        add.setVisible(shown.equals(VIRTUAL));
        content.removeAll();
        content.add(
                switch (shown) {
                    case PROVIDERS -> new ProviderKeysPanel(services, BrowserZone.current());
                    case RULES -> new KeyRulesPanel(services);
                    default -> keysPanel();
                });
    }

    private KeysPanel keysPanel() {
        KeysPanel panel = new KeysPanel(services, BrowserZone.current());
        keys = panel;
        return panel;
    }

    private void choose(Tab wanted) {
        String tab = wanted.equals(providers) ? PROVIDERS : wanted.equals(rules) ? RULES : VIRTUAL;
        if (!tab.equals(shown)) {
            QueryParameters parameters = tab.isEmpty() ? QueryParameters.empty() : QueryParameters.of(TAB, tab);
            getUI().ifPresent(ui -> ui.navigate(KeysView.class, parameters));
        }
    }
}
