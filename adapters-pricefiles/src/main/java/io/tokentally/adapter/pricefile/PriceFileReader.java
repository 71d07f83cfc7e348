package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a price file:
 *
 * <pre>{@code
 * {"currency": "USD", "prices": [{
 *   "provider": "openai", "model": "gpt-4.1-nano", "tier": "standard", "version": "openai/gpt-4.1-nano/2025-04-14",
 *   "validFrom": "2025-04-14T00:00:00Z", "validUntil": null, "source": "https://…",
 *   "per": 1000000, "rates": {"INPUT_TOKENS": "0.10", "OUTPUT_TOKENS": "0.40"}}]}
 * }</pre>
 *
 * Prices are texts or numbers and are read as decimals, to the last digit; {@code tier} is {@code standard} and
 * {@code per} is a million where they are left out.
 */
final class PriceFileReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> FIELDS =
            Set.of("provider", "model", "tier", "version", "validFrom", "validUntil", "source", "per", "rates");
    private static final long MILLION = 1_000_000;

    private final String file;

    PriceFileReader(String file) {
        this.file = file;
    }

    /** @throws InvalidPriceFile with the file, the entry and the reason */
    PriceBook read(byte[] content) {
        JsonNode root;
        try {
            root = JSON.readTree(content);
        } catch (JacksonException e) {
            throw invalid("it is not JSON: " + e.getOriginalMessage(), e);
        }
        List<ModelPrice> prices = new ArrayList<>();
        for (JsonNode entry : entries(root)) {
            try {
                prices.add(price(entry));
            } catch (RuntimeException e) {
                throw invalid("entry %d (%s): %s".formatted(prices.size() + 1, name(entry), e.getMessage()), e);
            }
        }
        try {
            return new PriceBook(Money.USD, prices);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    private Iterable<JsonNode> entries(JsonNode root) {
        JsonNode currency = root.path("currency");
        if (!currency.asString("").equals(Money.USD.getCurrencyCode())) {
            throw invalid("currency must be \"USD\", not " + currency, null);
        }
        JsonNode prices = root.path("prices");
        if (!prices.isArray() || prices.isEmpty()) {
            throw invalid("prices must be a list of one or more", null);
        }
        return prices;
    }

    private static ModelPrice price(JsonNode entry) {
        for (String field : entry.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("there is no field " + field);
            }
        }
        ModelName model = new ModelName(required(entry, "model"));
        Instant from = Instant.parse(required(entry, "validFrom"));
        return new ModelPrice(
                required(entry, "version"),
                new PriceTerms(
                        new Provider(required(entry, "provider")),
                        model,
                        ModelPattern.nameAndSnapshots(model),
                        entry.has("tier") ? new ServiceTier(required(entry, "tier")) : ServiceTier.STANDARD,
                        new Validity(
                                from,
                                entry.hasNonNull("validUntil") ? Instant.parse(required(entry, "validUntil")) : null),
                        rates(entry).stream().map(TieredRate::flat).toList(),
                        LongInputBilling.WHOLE_REQUEST,
                        Map.of()),
                new Provenance(
                        Provenance.Origin.BUILT_IN,
                        "Tokentally",
                        "List price",
                        required(entry, "source"),
                        Instant.EPOCH));
    }

    private static List<Rate> rates(JsonNode entry) {
        JsonNode per = entry.path("per");
        if (!per.isMissingNode() && !per.canConvertToExactIntegral()) {
            throw new IllegalArgumentException("per must be a whole number, not " + per);
        }
        List<Rate> rates = new ArrayList<>();
        for (Map.Entry<String, JsonNode> rate : entry.path("rates").properties()) {
            rates.add(new Rate(
                    unit(rate.getKey()),
                    Money.usd(decimal(rate.getKey(), rate.getValue())),
                    per.isMissingNode() ? MILLION : per.longValue()));
        }
        return rates;
    }

    private static UsageUnit unit(String name) {
        return Arrays.stream(UsageUnit.values())
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no unit " + name));
    }

    private static BigDecimal decimal(String unit, JsonNode price) {
        try {
            if (price.isNumber() || price.isString()) {
                return new BigDecimal(price.asString());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the price of %s must be a decimal, not %s".formatted(unit, price), e);
        }
        throw new IllegalArgumentException("the price of %s must be a decimal, not %s".formatted(unit, price));
    }

    private static String required(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return value.stringValue();
    }

    private static String name(JsonNode entry) {
        return entry.path("version").asString(entry.path("model").asString("without a name"));
    }

    private InvalidPriceFile invalid(String reason, @Nullable Throwable cause) {
        return new InvalidPriceFile("The price file %s cannot be used: %s".formatted(file, reason), cause);
    }
}
