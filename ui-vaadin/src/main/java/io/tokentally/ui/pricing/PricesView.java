package io.tokentally.ui.pricing;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.page.WindowSize;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.WatchModelEndsUseCase;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.EndingModel;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What models cost. Its address says what it shows; with a version in it, it leads on to the model that has it. */
@Route(value = PricesView.PATH, layout = MainLayout.class)
@PageTitle("Prices · Tokentally")
@Menu(title = "Prices", order = 3, icon = "prices")
@PermitAll
public final class PricesView extends Main implements BeforeEnterObserver {

    public static final String PATH = MainLayout.PRICES;

    private static final String VERSION = "version";
    private static final int NARROW = 760;

    private final CurrentViewer currentViewer;
    private final BrowsePricesUseCase prices;
    private final WatchModelEndsUseCase ends;
    private final OwnerServices services;
    private PricesQuery query = PricesQuery.DEFAULT;
    private final PriceTabs tabs = new PriceTabs(tab -> go(query.withTab(tab)));
    private final ModelsPanel models = new ModelsPanel(this::go, this::compareShutdowns);
    private final Div content = new Div();

    public PricesView(
            CurrentViewer currentViewer,
            BrowsePricesUseCase prices,
            WatchModelEndsUseCase ends,
            OwnerServices services) {
        this.currentViewer = currentViewer;
        this.prices = prices;
        this.ends = ends;
        this.services = services;
        addClassName("tt-view");
        setId("content");
        Paragraph subtitle = new Paragraph(getTranslation(
                Payer.of(currentViewer).equals(Payer.OF_THE_LIST) ? "prices.subtitle.list" : "prices.subtitle"));
        subtitle.addClassName("tt-times");
        Header header = new Header(new Div(new H1(getTranslation("title.prices")), subtitle));
        header.addClassName("tt-view-header");
        add(header, tabs, content);
    }

    /** The address that explains the price a cost was made with. */
    public static QueryParameters explaining(String version) {
        return QueryParameters.of(VERSION, version);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Payer payer = Payer.of(currentViewer);
        QueryParameters parameters = event.getLocation().getQueryParameters();
        Optional<String> version = parameters.getSingleParameter(VERSION);
        if (version.isPresent()) {
            Optional<ModelPrice> price = prices.version(payer, version.get());
            if (price.isPresent()) {
                event.forwardTo(
                        ModelPricesView.class,
                        ModelPricesView.parameters(
                                price.get().provider(), price.get().model()),
                        explaining(version.get()));
                return;
            }
            Notification.show(getTranslation("prices.notice.version", version.get()));
        }
        boolean owner = services.isOpen();
        query = PricesQuery.read(parameters, owner);
        tabs.setVisible(owner);
        tabs.show(query.tab());
        content.removeAll();
        content.add(panel(payer, BrowserZone.current()));
    }

    private Component panel(Payer payer, ZoneId zone) {
        return switch (query.tab()) {
            case MODELS -> {
                models.show(query, prices.models(payer), services.isOpen());
                yield withEnding(payer);
            }
            case OWN -> new OwnPricesPanel(services, zone);
            case UNPRICED -> new UnpricedPanel(services, zone, () -> go(query.withTab(PricesQuery.Tab.REPRICING)));
            case REPRICING -> new RepricingsPanel(services, zone);
        };
    }

    private void compareShutdowns() {
        new ShutdownComparisonDialog(services).open();
    }

    private Component withEnding(Payer payer) {
        Viewer viewer = payer.viewer();
        List<EndingModel> ending = viewer == null
                ? List.of()
                : ends.ending(viewer, viewer.seesOrganization() ? UsageScope.ORGANIZATION : UsageScope.OWN);
        if (ending.isEmpty()) {
            return models;
        }
        Div both = new Div(new EndingModelsPanel(ending, services.clock().instant()), models);
        both.addClassName("tt-panels");
        return both;
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        super.onAttach(attachEvent);
        Signal.effect(
                this,
                () -> models.setCompact(isNarrow(
                        attachEvent.getUI().getPage().windowSizeSignal().get())));
    }

    private static boolean isNarrow(WindowSize size) {
        return size.width() > 0 && size.width() < NARROW;
    }

    private void go(PricesQuery wanted) {
        getUI().ifPresent(ui -> ui.navigate(PricesView.class, wanted.toQueryParameters()));
    }
}
