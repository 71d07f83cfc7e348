package io.tokentally.ui.pricing;

import com.vaadin.flow.router.QueryParameters;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.Provider;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which prices are looked at, as the address says it: {@code ?tab=…&search=…&provider=…}.
 *
 * @param search a part of a model's name, in whichever case; empty for all
 * @param provider absent for all
 */
record PricesQuery(Tab tab, String search, @Nullable Provider provider) {

    /** The parts of the page. All but the first are the owners'. */
    enum Tab {
        MODELS,
        OWN,
        UNPRICED,
        REPRICING
    }

    static final PricesQuery DEFAULT = new PricesQuery(Tab.MODELS, "", null);

    PricesQuery withTab(Tab wanted) {
        return new PricesQuery(wanted, search, provider);
    }

    PricesQuery withSearch(String wanted) {
        return new PricesQuery(tab, wanted.strip(), provider);
    }

    PricesQuery withProvider(@Nullable Provider wanted) {
        return new PricesQuery(tab, search, wanted);
    }

    boolean matches(PricedModel model) {
        return (provider == null || provider.equals(model.provider()))
                && model.model().value().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    /** For the address: what is the default is left out. */
    QueryParameters toQueryParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (tab != Tab.MODELS) {
            parameters.put("tab", tab.name().toLowerCase(Locale.ROOT));
        }
        if (!search.isEmpty()) {
            parameters.put("search", search);
        }
        if (provider != null) {
            parameters.put("provider", provider.value());
        }
        return QueryParameters.simple(parameters);
    }

    /** Reads what the address asks for. What makes no sense, or is not for this role, gives way to the default. */
    static PricesQuery read(QueryParameters parameters, boolean owner) {
        Tab tab = Tab.MODELS;
        for (Tab known : Tab.values()) {
            if (owner
                    && parameters
                            .getSingleParameter("tab")
                            .filter(known.name().toLowerCase(Locale.ROOT)::equals)
                            .isPresent()) {
                tab = known;
            }
        }
        return new PricesQuery(
                tab,
                parameters.getSingleParameter("search").orElse("").strip(),
                parameters
                        .getSingleParameter("provider")
                        .map(PricesQuery::providerOf)
                        .orElse(null));
    }

    private static @Nullable Provider providerOf(String text) {
        try {
            return new Provider(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
