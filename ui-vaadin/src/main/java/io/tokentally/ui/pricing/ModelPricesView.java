package io.tokentally.ui.pricing;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.Payer;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PriceHistory;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.ui.shell.BrowserZone;
import io.tokentally.ui.shell.MainLayout;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** All there is to know of what one model costs: its rates, what a call would cost, and every version there has been. */
@Route(value = "prices/:provider/:model*", layout = MainLayout.class)
@PermitAll
public final class ModelPricesView extends Main implements BeforeEnterObserver, HasDynamicTitle {

    private static final String PROVIDER = "provider";
    private static final String MODEL = "model";

    private final CurrentViewer currentViewer;
    private final BrowsePricesUseCase prices;
    private final OwnerServices services;
    private final Clock clock;
    private String title = "";

    public ModelPricesView(
            CurrentViewer currentViewer, BrowsePricesUseCase prices, OwnerServices services, Clock clock) {
        this.services = services;
        this.currentViewer = currentViewer;
        this.prices = prices;
        this.clock = clock;
        addClassNames("tt-view", "tt-model");
        setId("content");
    }

    /** What the address of a model's page says. */
    static RouteParameters parameters(Provider provider, ModelName model) {
        return new RouteParameters(new RouteParam(PROVIDER, provider.value()), new RouteParam(MODEL, model.value()));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("error.page-title", title);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Provider provider;
        ModelName model;
        try {
            provider = new Provider(event.getRouteParameters().get(PROVIDER).orElse(""));
            model = new ModelName(event.getRouteParameters().get(MODEL).orElse(""));
        } catch (IllegalArgumentException e) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        Payer payer = Payer.of(currentViewer);
        PriceHistory history = prices.history(payer, provider, model);
        if (history.versions().isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        title = model.value();
        Optional<PricedModel> current = prices.models(payer).stream()
                .filter(priced ->
                        priced.provider().equals(provider) && priced.model().equals(model))
                .findFirst();
        String version = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("version")
                .orElse("");
        show(provider, model, current, history, version);
    }

    private void show(
            Provider provider,
            ModelName model,
            Optional<PricedModel> current,
            PriceHistory history,
            String explainedVersion) {
        removeAll();
        ZoneId zone = BrowserZone.current();
        add(header(provider, model, current, zone));
        Div content = new Div();
        content.addClassName("tt-dashboard");
        current.ifPresent(priced -> {
            content.add(new RatesPanel(priced), new EstimatePanel(prices, currentViewer, clock, zone, priced));
        });
        content.add(new HistoryPanel(history, explainedVersion, clock.instant(), zone));
        add(content);
    }

    private Header header(Provider provider, ModelName model, Optional<PricedModel> current, ZoneId zone) {
        RouterLink back = new RouterLink(getTranslation("prices.back"), PricesView.class);
        back.addClassName("tt-back");
        Paragraph subtitle = new Paragraph(
                current.isPresent() ? provider.value() : getTranslation("prices.no-longer", provider.value()));
        subtitle.addClassName("tt-times");
        Div titles = new Div(back, new H1(model.value()), subtitle);
        current.map(PriceBadges::new).ifPresent(titles::add);
        Header header = new Header(titles);
        header.addClassName("tt-view-header");
        if (services.isOpen()) {
            current.ifPresent(priced -> header.add(ownRatesButton(priced, zone)));
        }
        return header;
    }

    private Button ownRatesButton(PricedModel priced, ZoneId zone) {
        OwnRatesDraft draft = OwnRatesDraft.of(priced.prices().getFirst(), LocalDate.ofInstant(clock.instant(), zone));
        return new Button(
                getTranslation("prices.own.set"),
                event -> new OwnRatesDialog(
                                services,
                                zone,
                                draft,
                                saved -> UI.getCurrentOrThrow()
                                        .navigate(
                                                ModelPricesView.class,
                                                parameters(priced.provider(), priced.model()),
                                                PricesView.explaining(saved.version())))
                        .open());
    }
}
