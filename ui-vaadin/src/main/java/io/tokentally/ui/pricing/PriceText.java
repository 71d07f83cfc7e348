package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.RateFormat.formatPrice;

import com.vaadin.flow.component.html.Span;
import io.tokentally.application.port.in.pricing.BrowsePricesUseCase.PricedModel;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import java.util.List;
import java.util.Optional;

/** What a million tokens cost the organization on the standard tier; where the list says another price, that stands struck beside. */
class PriceText extends Span {

    PriceText(PricedModel model, UsageUnit unit) {
        addClassName("tt-price");
        setTitle(getTranslation("unit." + unit));
        String paid = standard(model.prices())
                .flatMap(price -> rateOf(price, unit).map(rate -> formatPrice(model.paid(price, rate))))
                .orElse("–");
        setText(paid);
        standard(model.listPrices())
                .or(() -> standard(model.prices()))
                .flatMap(list -> rateOf(list, unit))
                .map(rate -> formatPrice(rate))
                .filter(list -> !list.equals(paid))
                .ifPresent(list -> add(new StruckListPrice(list)));
    }

    private static Optional<ModelPrice> standard(List<ModelPrice> prices) {
        return prices.stream()
                .filter(price -> price.serviceTier().equals(ServiceTier.STANDARD))
                .findFirst();
    }

    private static Optional<Rate> rateOf(ModelPrice price, UsageUnit unit) {
        return price.terms().rateOf(unit).map(TieredRate::base);
    }
}
