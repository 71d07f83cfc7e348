package io.tokentally.ui.shell;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.server.menu.MenuConfiguration;
import com.vaadin.flow.server.menu.MenuEntry;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.alert.ReadAlertsUseCase;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.text.VisibleText;
import io.tokentally.ui.asset.Assets;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The frame around the views: navigation, the organization looked at and who is signed in. */
@PermitAll
public sealed class MainLayout extends AppLayout implements AfterNavigationObserver permits ErrorLayout {

    /** Where operators come first. */
    public static final String INSTALLATION = "installation";

    /** Where everybody looks at usage. */
    public static final String USAGE = "api-usage";

    /** Where everybody lists calls. */
    public static final String CALLS = "api-usage/calls";

    /** Where everybody has the report of a month. */
    public static final String MONTH = "api-usage/month";

    /** Where everybody sees what was raised. */
    public static final String ALERTS = "alerts";

    /** Where everybody looks prices up. */
    public static final String PRICES = "prices";

    private static final String OPERATOR = "OPERATOR";
    private static final String CONTENT = "#content";

    // As shortcuts.js fires them.
    private static final String GO_TO_EVENT = "tt-go-to";
    private static final String SHORTCUTS_EVENT = "tt-shortcuts";

    /** Where everybody changes their password. */
    public static final String ACCOUNT = "account";

    private final Anchor skipLink = new Anchor();
    private final Header head = new Header();
    private final Header bar;
    private transient @Nullable AlertBells bells;

    public MainLayout(
            CurrentViewer currentViewer,
            AuthenticationContext authentication,
            Destinations destinations,
            ReadAlertsUseCase alerts) {
        this();
        addNavigation(currentViewer, authentication, destinations, alerts);
    }

    /** A frame without anything that depends on who is signed in. */
    MainLayout() {
        setPrimarySection(Section.DRAWER);
        addClassName("tt-layout");
        bar = navigationBar();
        addToNavbar(bar);
        skipLink.setText(getTranslation("shell.skip"));
        skipLink.setRouterIgnore(true);
        skipLink.addClassName("tt-skip-link");
        head.addClassName("tt-sidebar-head");
        head.add(skipLink, brand());
        addToDrawer(head);
    }

    final void addNavigation(
            CurrentViewer currentViewer,
            AuthenticationContext authentication,
            Destinations destinations,
            ReadAlertsUseCase alerts) {
        // By the account, not by what the session opens: whoever has to set up a second factor first is an operator,
        // too.
        if (currentViewer.session().operator()) {
            addForOperator(currentViewer, authentication);
        } else {
            addForMember(currentViewer, authentication, destinations, alerts);
        }
    }

    private void addForMember(
            CurrentViewer currentViewer,
            AuthenticationContext authentication,
            Destinations destinations,
            ReadAlertsUseCase alerts) {
        Viewer viewer = currentViewer.viewer();
        ShownOrganization.bind(viewer.organizationId());
        List<MenuEntry> entries = entries(viewer.role().name());
        head.add(organization(currentViewer, viewer), goTo(entries, destinations));
        addBells(() -> alerts.countUnseen(currentViewer.viewer()));
        addToDrawer(
                navigation(entries),
                new Footer(new UserMenu(
                        currentViewer.session().person(),
                        getTranslation("role." + viewer.role()),
                        authentication::logout)));
    }

    private void addBells(LongSupplier unseen) {
        AlertBells added = new AlertBells(unseen);
        head.add(added.ofDrawer());
        bar.add(added.ofBar());
        bells = added;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        if (bells != null) {
            Registration following = bells.follow(event.getUI());
            addDetachListener(detached -> {
                following.remove();
                detached.unregisterListener();
            });
        }
    }

    private void addForOperator(CurrentViewer currentViewer, AuthenticationContext authentication) {
        addToDrawer(
                navigation(entries(OPERATOR)),
                new Footer(new UserMenu(
                        currentViewer.session().person(), getTranslation("role.OPERATOR"), authentication::logout)));
    }

    /** A fragment alone would be one of the application's own address, which is another page. */
    @Override
    public void afterNavigation(AfterNavigationEvent event) {
        skipLink.setHref(event.getLocation().getPathWithQueryParameters() + CONTENT);
        if (bells != null) {
            bells.refresh();
        }
    }

    private Header navigationBar() {
        DrawerToggle toggle = new DrawerToggle();
        toggle.setAriaLabel(getTranslation("shell.toggle"));
        Header header = new Header(toggle, brand());
        header.addClassName("tt-navbar");
        return header;
    }

    private Component brand() {
        SvgIcon mark = new SvgIcon(Assets.address("icon.svg"));
        mark.addClassName("tt-brand-mark");
        Div brand = new Div(mark, new Span(getTranslation("product")));
        brand.addClassName("tt-brand");
        return brand;
    }

    private Component organization(CurrentViewer currentViewer, Viewer viewer) {
        List<Membership> memberships = currentViewer.memberships();
        if (memberships.size() > 1) {
            return new OrganizationSwitcher(currentViewer, memberships, viewer.organizationId());
        }
        Span name = new Span(memberships.stream()
                .map(Membership::organizationName)
                .findFirst()
                .map(VisibleText::of)
                .orElse(VisibleText.of(viewer.organizationId().value())));
        name.addClassName("tt-organization-name");
        return name;
    }

    private static List<MenuEntry> entries(String role) {
        return MenuConfiguration.getMenuEntries().stream()
                .filter(entry -> isFor(role, entry))
                .toList();
    }

    /** A button for whoever does not know the keys, and the keys. */
    private Component goTo(List<MenuEntry> entries, Destinations destinations) {
        Button button = new Button(getTranslation("shell.go-to"), event -> askWhereTo(entries, destinations));
        button.addClassName("tt-go-to-button");
        Span keys = new Span(getTranslation("shell.go-to.keys"));
        keys.getElement().setAttribute("aria-hidden", "true");
        button.setSuffixComponent(keys);
        getElement().addEventListener(GO_TO_EVENT, event -> askWhereTo(entries, destinations));
        getElement().addEventListener(SHORTCUTS_EVENT, event -> new ShortcutsDialog(Shortcut.ALL).open());
        return button;
    }

    private void askWhereTo(List<MenuEntry> entries, Destinations destinations) {
        List<Destination> pages = entries.stream()
                .map(entry -> new Destination(
                        Destination.Kind.PAGE, title(entry), entry.path().replaceFirst("^/", "")))
                .toList();
        new GoToDialog(pages, destinations).open();
    }

    private String title(MenuEntry entry) {
        return getTranslation("title." + entry.path().replaceFirst("^/", ""));
    }

    private Component navigation(List<MenuEntry> entries) {
        SideNav navigation = new SideNav();
        navigation.getElement().setAttribute("aria-label", getTranslation("shell.navigation"));
        entries.forEach(entry -> navigation.addItem(navigationItem(entry, entries)));
        // No Scroller: that is a stop of the Tab key by itself, and each of the links is one.
        Div scrolling = new Div(navigation);
        scrolling.addClassName("tt-navigation");
        return scrolling;
    }

    /**
     * The entries are those that the person's roles allow in any organization; this asks about the one looked at. What is for
     * all members is nothing for an operator, but for the prices.
     */
    private static boolean isFor(String role, MenuEntry entry) {
        RolesAllowed allowed =
                entry.menuClass() == null ? null : entry.menuClass().getAnnotation(RolesAllowed.class);
        return allowed == null
                ? !role.equals(OPERATOR) || entry.path().endsWith(PRICES)
                : List.of(allowed.value()).contains(role);
    }

    /** Marked on the pages below it, too, unless one of these has an entry of its own. */
    private SideNavItem navigationItem(MenuEntry entry, List<MenuEntry> all) {
        SideNavItem item = new SideNavItem(title(entry), entry.path());
        item.setMatchNested(all.stream().noneMatch(other -> other.path().startsWith(entry.path() + "/")));
        if (entry.icon() != null) {
            item.setPrefixComponent(Assets.icon(entry.icon()));
        }
        return item;
    }
}
