package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list price of {@code gpt-4.1-nano}, and variants of it. */
public final class PriceFixtures {

    public static final ModelName NANO = new ModelName("gpt-4.1-nano");
    public static final Instant LAUNCH = Instant.parse("2025-04-14T00:00:00Z");

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
        return new ModelPrice(
                version,
                Provider.OPENAI,
                model,
                ServiceTier.STANDARD,
                from,
                until,
                List.of(rates),
                "https://openai.com/api/pricing/");
    }

    public static Rate perMillion(UsageUnit unit, String usd) {
        return new Rate(unit, Money.usd(usd), 1_000_000);
    }
}
