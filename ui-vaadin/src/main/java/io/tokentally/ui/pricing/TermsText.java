package io.tokentally.ui.pricing;

import static io.tokentally.ui.format.CountFormat.formatCount;

import com.vaadin.flow.i18n.I18NProvider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.ui.format.RateFormat;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a price says in one line. */
final class TermsText {

    private TermsText() {}

    /** The base rate of each unit, and the longest input. */
    static String rates(PriceTerms terms) {
        String rates = terms.rates().stream()
                .map(rate -> I18NProvider.translate("unit." + rate.unit()) + " " + RateFormat.formatPrice(rate.base()))
                .collect(Collectors.joining(" · "));
        Long maxInputTokens = terms.maxInputTokens();
        return maxInputTokens == null ? rates : rates + " · " + maxInput(maxInputTokens);
    }

    /** Up to which input a request has this price. */
    static String maxInput(long tokens) {
        return I18NProvider.translate("prices.max-input", formatCount(tokens));
    }

    static String uplifts(Map<Region, Percentage> uplifts) {
        return uplifts.entrySet().stream()
                .map(uplift -> uplift.getKey() + " +" + uplift.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
