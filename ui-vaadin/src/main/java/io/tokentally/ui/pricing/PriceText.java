package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.html.Span;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.TieredRate;
import java.util.List;
import java.util.Optional;

/** What a million tokens cost on the standard tier; where own rates differ from the list, its price stands struck beside. */
class PriceText extends Span {

    PriceText(PricedModel model, UsageUnit unit) {
        addClassName("tt-price");
        String price = priceOf(model.prices(), unit).orElse("–");
        setText(price);
        setTitle(getTranslation("unit." + unit));
        priceOf(model.listPrices(), unit).filter(list -> !list.equals(price)).ifPresent(this::addListPrice);
    }

    private void addListPrice(String price) {
        add(new StruckListPrice(price));
    }

    private static Optional<String> priceOf(List<ModelPrice> prices, UsageUnit unit) {
        return prices.stream()
                .filter(price -> price.serviceTier().equals(ServiceTier.STANDARD))
                .findFirst()
                .flatMap(price -> price.terms().rateOf(unit))
                .map(TieredRate::base)
                .map(rate -> formatPrice(rate));
    }
}
