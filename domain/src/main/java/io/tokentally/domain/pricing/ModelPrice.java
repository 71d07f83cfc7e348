package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.text.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * One version of what a model costs on one service tier. It never changes: a new price is a new version.
 *
 * @param version names it for good, so that any cost can be explained later
 * @param corrects the version that turned out wrong, and in whose place this one counts for as long as it holds
 * @param withdrawal present where the list took it back: it prices nothing, and what it priced stays explained by it
 */
public record ModelPrice(
        String version,
        PriceTerms terms,
        Provenance provenance,
        @Nullable String corrects,
        @Nullable Withdrawal withdrawal) {

    public static final int MAX_VERSION_LENGTH = 400;

    public ModelPrice {
        version = PlainText.require("price version", version, MAX_VERSION_LENGTH);
    }

    /** A version that corrects no other and is in force. */
    public ModelPrice(String version, PriceTerms terms, Provenance provenance) {
        this(version, terms, provenance, null, null);
    }

    public boolean isWithdrawn() {
        return withdrawal != null;
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
