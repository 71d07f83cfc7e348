package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a file in our own form, which {@code docs/prices.md} describes. */
@ParsesOutsideInput
final class PriceFileReader {

    private static final Set<String> FILE_FIELDS =
            Set.of("currency", "author", "provider", "source", "sharedRates", "sharedUplifts", "models", "lifecycles");
    private static final Set<String> MODEL_FIELDS =
            Set.of("provider", "model", "match", "source", "also", "regionUplifts", "longInput", "prices");
    private static final Set<String> PRICE_FIELDS =
            Set.of("from", "until", "source", "reason", "corrected", "corrects", "withdrawn", "tiers");
    private static final Set<String> WITHDRAWAL_FIELDS = Set.of("day", "reason");
    private static final Set<String> LIFECYCLE_FIELDS =
            Set.of("provider", "match", "shutDown", "replacement", "source");
    private static final String ABOVE = "above";
    private static final String MAX_INPUT = "maxInput";

    private final JsonLine file;
    private final Map<String, JsonLine> sharedRates;
    private final Map<String, JsonLine> sharedUplifts;

    private PriceFileReader(JsonLine file) {
        this.file = file;
        this.sharedRates = shared("sharedRates");
        this.sharedUplifts = shared("sharedUplifts");
    }

    /** @throws PriceFileFormatException with the line, the model and the reason */
    static PriceFile read(JsonLine file) {
        file.requireOnly(FILE_FIELDS);
        JsonLine currency = file.require("currency");
        if (!currency.text().equals(Money.USD.getCurrencyCode())) {
            throw currency.flaw("the currency must be USD, as in the book, not " + currency);
        }
        PriceFileReader reader = new PriceFileReader(file);
        return new PriceFile(reader.prices(), reader.lifecycles());
    }

    /** What a file says: what models cost, and when they are shut down. */
    record PriceFile(List<ModelPrice> prices, List<ModelLifecycle> lifecycles) {}

    private List<ModelPrice> prices() {
        List<ModelPrice> prices = new ArrayList<>();
        for (JsonLine model : file.require("models").elements()) {
            model.requireOnly(MODEL_FIELDS);
            for (JsonLine price : model.require("prices").elements()) {
                price.requireOnly(PRICE_FIELDS);
                price.require("tiers").fields().forEach((tier, rates) -> prices.add(price(model, price, tier, rates)));
            }
        }
        if (prices.isEmpty()) {
            throw file.flaw("there are no prices in it");
        }
        requireCorrected(prices);
        return prices;
    }

    private void requireCorrected(List<ModelPrice> prices) {
        Set<String> versions = prices.stream().map(ModelPrice::version).collect(Collectors.toSet());
        for (ModelPrice price : prices) {
            String corrected = price.corrects();
            if (corrected != null && !versions.contains(corrected)) {
                throw file.flaw("%s corrects %s, which is not in the file".formatted(price.version(), corrected));
            }
        }
    }

    private List<ModelLifecycle> lifecycles() {
        JsonLine field = file.find("lifecycles");
        if (field == null) {
            return List.of();
        }
        List<ModelLifecycle> lifecycles = new ArrayList<>();
        Set<ModelPattern> known = new HashSet<>();
        for (JsonLine entry : field.elements()) {
            entry.requireOnly(LIFECYCLE_FIELDS);
            ModelLifecycle lifecycle = located(entry, () -> lifecycle(entry));
            for (ModelPattern pattern : lifecycle.matches()) {
                if (!known.add(pattern)) {
                    throw entry.flaw("there are two ends of " + pattern);
                }
            }
            lifecycles.add(lifecycle);
        }
        return lifecycles;
    }

    private ModelLifecycle lifecycle(JsonLine entry) {
        JsonLine replacement = entry.find("replacement");
        return new ModelLifecycle(
                new Provider(inherited("provider", entry).text()),
                patterns(entry.require("match")),
                day(entry.require("shutDown")),
                replacement == null ? null : new ModelName(replacement.text()),
                inherited("source", entry).text());
    }

    private ModelPrice price(JsonLine model, JsonLine price, String tier, JsonLine rates) {
        return located(rates, () -> {
            PriceTerms terms = terms(model, price, tier, rates);
            String line = "%s/%s/%s/".formatted(terms.provider(), terms.model(), tier);
            JsonLine from = price.require("from");
            JsonLine corrected = price.find("corrected");
            JsonLine corrects = price.find("corrects");
            if (corrects != null && corrected == null) {
                throw corrects.flaw("what corrects another price must say the day on which it was corrected");
            }
            return new ModelPrice(
                    line + from.text() + (corrected == null ? "" : "/corrected-" + corrected.text()),
                    terms,
                    provenance(model, price),
                    corrected == null ? null : line + (corrects == null ? from : corrects).text(),
                    withdrawal(price));
        });
    }

    private @Nullable Withdrawal withdrawal(JsonLine price) {
        JsonLine withdrawn = price.find("withdrawn");
        if (withdrawn == null) {
            return null;
        }
        withdrawn.requireOnly(WITHDRAWAL_FIELDS);
        return new Withdrawal(
                file.require("author").text(), withdrawn.require("reason").text(), instant(withdrawn.require("day")));
    }

    private PriceTerms terms(JsonLine model, JsonLine price, String tier, JsonLine rates) {
        ModelName name = new ModelName(model.require("model").text());
        return new PriceTerms(
                new Provider(inherited("provider", model).text()),
                name,
                matches(model, name),
                new ServiceTier(tier),
                validity(price),
                rates(model, rates),
                longInput(model),
                uplifts(model),
                maxInput(rates));
    }

    private static List<ModelPattern> matches(JsonLine model, ModelName name) {
        JsonLine match = model.find("match");
        return match == null ? ModelPattern.nameAndSnapshots(name) : patterns(match);
    }

    private static List<ModelPattern> patterns(JsonLine match) {
        return match.elements().stream()
                .map(pattern -> located(pattern, () -> new ModelPattern(pattern.text())))
                .toList();
    }

    private static @Nullable Long maxInput(JsonLine rates) {
        JsonLine value = rates.find(MAX_INPUT);
        return value == null ? null : Long.valueOf(value.wholeNumber());
    }

    private static Validity validity(JsonLine price) {
        JsonLine until = price.find("until");
        return new Validity(instant(price.require("from")), until == null ? null : instant(until));
    }

    private static Instant instant(JsonLine value) {
        String text = value.text();
        try {
            return text.length() == "2026-07-30".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw value.flaw("there must be a day as 2026-07-30 or an instant as 2026-07-30T12:00:00Z, not " + value);
        }
    }

    private static LocalDate day(JsonLine value) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.flaw("there must be a day as 2026-07-30, not " + value);
        }
    }

    private Provenance provenance(JsonLine model, JsonLine price) {
        JsonLine source = price.find("source");
        JsonLine corrected = price.find("corrected");
        JsonLine reason = price.find("reason");
        if (corrected != null && reason == null) {
            throw corrected.flaw("a correction must have a reason");
        }
        return new Provenance(
                Provenance.Origin.BUILT_IN,
                file.require("author").text(),
                reason == null ? "List price" : reason.text(),
                (source == null ? inherited("source", model) : source).text(),
                corrected == null ? Provenance.FROM_THE_FIRST : instant(corrected));
    }

    private List<TieredRate> rates(JsonLine model, JsonLine own) {
        Map<UsageUnit, Rate> base = new EnumMap<>(UsageUnit.class);
        Map<UsageUnit, List<TieredRate.Tier>> longer = new EnumMap<>(UsageUnit.class);
        own.fields().forEach((unit, value) -> {
            if (unit.equals(ABOVE)) {
                value.fields().forEach((inputTokens, rates) -> addTier(longer, inputTokens, rates));
            } else if (!unit.equals(MAX_INPUT)) {
                addRate(base, unit, value);
            }
        });
        JsonLine also = model.find("also");
        if (also != null) {
            for (JsonLine name : also.elements()) {
                named(sharedRates, name).fields().forEach((unit, value) -> addRate(base, unit, value));
            }
        }
        longer.keySet().stream().filter(unit -> !base.containsKey(unit)).forEach(unit -> {
            throw own.flaw("%s has a price for long inputs, but none for others".formatted(unit));
        });
        return base.values().stream()
                .map(rate -> new TieredRate(rate, longer.getOrDefault(rate.unit(), List.of())))
                .toList();
    }

    private static void addRate(Map<UsageUnit, Rate> rates, String unit, JsonLine value) {
        Rate rate = FileUnit.rate(unit, value);
        if (rates.putIfAbsent(rate.unit(), rate) != null) {
            throw value.flaw("there are two prices for " + unit);
        }
    }

    private static void addTier(Map<UsageUnit, List<TieredRate.Tier>> tiers, String inputTokens, JsonLine rates) {
        long above;
        try {
            above = Long.parseLong(inputTokens);
        } catch (NumberFormatException e) {
            throw rates.flaw("there must be a number of input tokens, not " + JsonFile.shown(inputTokens));
        }
        rates.fields().forEach((unit, value) -> {
            Rate rate = FileUnit.rate(unit, value);
            tiers.computeIfAbsent(rate.unit(), key -> new ArrayList<>()).add(new TieredRate.Tier(above, rate));
        });
    }

    private static LongInputBilling longInput(JsonLine model) {
        JsonLine value = model.find("longInput");
        if (value == null || value.text().equals("whole-request")) {
            return LongInputBilling.WHOLE_REQUEST;
        }
        if (value.text().equals("part-above")) {
            return LongInputBilling.PART_ABOVE;
        }
        throw value.flaw("longInput must be whole-request or part-above, not " + value);
    }

    private Map<Region, Percentage> uplifts(JsonLine model) {
        JsonLine value = model.find("regionUplifts");
        if (value == null) {
            return Map.of();
        }
        Map<Region, Percentage> uplifts = new HashMap<>();
        (value.isText() ? named(sharedUplifts, value) : value)
                .fields()
                .forEach((region, percentage) -> uplifts.put(
                        new Region(region), located(percentage, () -> new Percentage(percentage.decimal()))));
        return uplifts;
    }

    private JsonLine inherited(String field, JsonLine model) {
        JsonLine own = model.find(field);
        return own == null ? file.require(field) : own;
    }

    private Map<String, JsonLine> shared(String field) {
        JsonLine value = file.find(field);
        return value == null ? Map.of() : value.fields();
    }

    private static JsonLine named(Map<String, JsonLine> shared, JsonLine name) {
        JsonLine value = shared.get(name.text());
        if (value == null) {
            throw name.flaw("the file shares nothing by the name of " + name);
        }
        return value;
    }

    /** Says where it is that the domain finds something wrong. */
    private static <T> T located(JsonLine where, Supplier<T> made) {
        try {
            return made.get();
        } catch (PriceFileFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw where.flaw(String.valueOf(e.getMessage()));
        }
    }
}
