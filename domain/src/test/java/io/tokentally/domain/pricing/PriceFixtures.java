package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list price of {@code gpt-4.1-nano}, and variants of it. */
public final class PriceFixtures {

    public static final ModelName NANO = new ModelName("gpt-4.1-nano");
    public static final Instant LAUNCH = Instant.parse("2025-04-14T00:00:00Z");

    public static final Provenance BUILT_IN = new Provenance(
            Provenance.Origin.BUILT_IN, "Tokentally", "List price", "https://openai.com/api/pricing/", Instant.EPOCH);

    private PriceFixtures() {}

    /** USD 0.10 input, 0.025 cached input and 0.40 output per million tokens, since its launch. */
    public static ModelPrice nanoPrice() {
        return nanoPrice("nano-1", LAUNCH, null, "0.10");
    }

    public static ModelPrice nanoPrice(String version, Instant from, @Nullable Instant until, String input) {
        return price(
                version,
                NANO,
                from,
                until,
                perMillion(UsageUnit.INPUT_TOKENS, input),
                perMillion(UsageUnit.CACHED_INPUT_TOKENS, "0.025"),
                perMillion(UsageUnit.OUTPUT_TOKENS, "0.40"));
    }

    public static ModelPrice price(
            String version, ModelName model, Instant from, @Nullable Instant until, Rate... rates) {
        return price(version, terms(model, new Validity(from, until), rates));
    }

    public static ModelPrice price(String version, PriceTerms terms) {
        return new ModelPrice(version, terms, BUILT_IN);
    }

    public static PriceTerms terms(ModelName model, Validity validity, Rate... rates) {
        return terms(
                model,
                ModelPattern.nameAndSnapshots(model),
                validity,
                Stream.of(rates).map(TieredRate::flat).toArray(TieredRate[]::new));
    }

    public static PriceTerms terms(
            ModelName model, List<ModelPattern> matches, Validity validity, TieredRate... rates) {
        return new PriceTerms(
                Provider.OPENAI,
                model,
                matches,
                ServiceTier.STANDARD,
                validity,
                List.of(rates),
                LongInputBilling.WHOLE_REQUEST,
                Map.of());
    }

    public static Provenance entered(Provenance.Origin origin, Instant recordedAt) {
        return new Provenance(origin, "owner@acme.example", "Frame contract", "Contract 7", recordedAt);
    }

    public static Rate perMillion(UsageUnit unit, String usd) {
        return new Rate(unit, Money.usd(usd), 1_000_000);
    }
}
