package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of what a model costs on one service tier. It never changes: a new price is a new version.
 *
 * @param version names it for good, so that any cost can be explained later
 * @param validFrom the first instant it holds
 * @param validUntil the first instant it no longer holds; absent while it is in force
 * @param source the provider's page that it was taken from
 */
public record ModelPrice(
        String version,
        Provider provider,
        ModelName model,
        ServiceTier serviceTier,
        Instant validFrom,
        @Nullable Instant validUntil,
        List<Rate> rates,
        String source) {

    public ModelPrice {
        version = PlainText.require("price version", version, 120);
        source = PlainText.require("price source", source, 500);
        rates = List.copyOf(rates);
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("Price " + version + " has no rates");
        }
        if (validUntil != null && !validFrom.isBefore(validUntil)) {
            throw new IllegalArgumentException(
                    "Price %s is valid from %s, which is not before %s".formatted(version, validFrom, validUntil));
        }
        Map<UsageUnit, Rate> byUnit = new EnumMap<>(UsageUnit.class);
        for (Rate rate : rates) {
            if (byUnit.put(rate.unit(), rate) != null) {
                throw new IllegalArgumentException("Price " + version + " has two rates for " + rate.unit());
            }
        }
    }

    public boolean isValidAt(Instant instant) {
        return !instant.isBefore(validFrom) && (validUntil == null || instant.isBefore(validUntil));
    }

    public boolean overlaps(ModelPrice other) {
        return (other.validUntil == null || validFrom.isBefore(other.validUntil))
                && (validUntil == null || other.validFrom.isBefore(validUntil));
    }

    public Optional<Rate> rateOf(UsageUnit unit) {
        return rates.stream().filter(rate -> rate.unit() == unit).findFirst();
    }
}
