package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.text.PlainText;

/**
 * One version of what a model costs on one service tier. It never changes: a new price is a new version.
 *
 * @param version names it for good, so that any cost can be explained later
 */
public record ModelPrice(String version, PriceTerms terms, Provenance provenance) {

    public static final int MAX_VERSION_LENGTH = 400;

    public ModelPrice {
        version = PlainText.require("price version", version, MAX_VERSION_LENGTH);
    }

    public Provider provider() {
        return terms.provider();
    }

    public ModelName model() {
        return terms.model();
    }

    public ServiceTier serviceTier() {
        return terms.serviceTier();
    }

    public Validity validity() {
        return terms.validity();
    }
}
