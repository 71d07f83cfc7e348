package io.tokentally.ui.pricing;

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

    /** The base rate of each unit. */
    static String rates(PriceTerms terms) {
        return terms.rates().stream()
                .map(rate -> I18NProvider.translate("unit." + rate.unit()) + " " + RateFormat.formatPrice(rate.base()))
                .collect(Collectors.joining(" · "));
    }

    static String uplifts(Map<Region, Percentage> uplifts) {
        return uplifts.entrySet().stream()
                .map(uplift -> uplift.getKey() + " +" + uplift.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
