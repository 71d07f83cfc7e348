package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads LiteLLM's map: one object per model, prices per token.
 *
 * @see <a href="https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json">the map</a>
 */
final class LiteLlmReader {

    /** What stands among the entries and is none. */
    private static final Set<String> NO_ENTRIES = Set.of("sample_spec", "last_updated");

    private static final String PROVIDER = "litellm_provider";

    private static final Map<String, UsageUnit> PER_TOKEN = Map.ofEntries(
            Map.entry("input_cost_per_token", UsageUnit.INPUT_TOKENS),
            Map.entry("cache_read_input_token_cost", UsageUnit.CACHED_INPUT_TOKENS),
            Map.entry("cache_creation_input_token_cost", UsageUnit.CACHE_WRITE_TOKENS),
            Map.entry("cache_creation_input_token_cost_above_1hr", UsageUnit.CACHE_WRITE_1H_TOKENS),
            Map.entry("input_cost_per_audio_token", UsageUnit.AUDIO_INPUT_TOKENS),
            Map.entry("cache_read_input_audio_token_cost", UsageUnit.CACHED_AUDIO_INPUT_TOKENS),
            Map.entry("input_cost_per_image_token", UsageUnit.IMAGE_INPUT_TOKENS),
            Map.entry("cache_read_input_image_token_cost", UsageUnit.CACHED_IMAGE_INPUT_TOKENS),
            Map.entry("output_cost_per_token", UsageUnit.OUTPUT_TOKENS),
            Map.entry("output_cost_per_reasoning_token", UsageUnit.REASONING_TOKENS),
            Map.entry("output_cost_per_audio_token", UsageUnit.AUDIO_OUTPUT_TOKENS),
            Map.entry("output_cost_per_image_token", UsageUnit.IMAGE_OUTPUT_TOKENS));

    private static final Map<String, UsageUnit> PER_PIECE = Map.of(
            "output_cost_per_image", UsageUnit.IMAGES,
            "code_interpreter_cost_per_session", UsageUnit.CODE_INTERPRETER_SESSIONS);

    private static final Map<String, ServiceTier> TIERS = Map.of(
            "batches", ServiceTier.BATCH,
            "flex", ServiceTier.FLEX,
            "priority", ServiceTier.PRIORITY);

    private static final Map<String, String> PROVIDERS =
            Map.of("gemini", "google", "vertex_ai", "google", "text-completion-openai", "openai");

    /** For instance {@code input_cost_per_token_above_272k_tokens_batches}. */
    private static final Pattern FIELD = Pattern.compile(
            "(?<field>\\w+?)(?:_above_(?<thousands>\\d{1,6})k_tokens)?(?:_(?<tier>batches|flex|priority))?");

    private static final Pattern UPLIFT = Pattern.compile("regional_processing_uplift_multiplier_(?<region>\\w+)");

    private final PriceMapCollector offered;

    private LiteLlmReader(PriceMapCollector offered) {
        this.offered = offered;
    }

    static void read(JsonLine file, PriceMapCollector offered) {
        LiteLlmReader reader = new LiteLlmReader(offered);
        file.fields().forEach((name, entry) -> {
            if (!NO_ENTRIES.contains(name)) {
                reader.readEntry(name, entry);
            }
        });
    }

    private void readEntry(String name, JsonLine entry) {
        PriceMap.Place place = new PriceMap.Place(null, JsonFile.shown(name), entry.line());
        if (!entry.isObject()) {
            offered.remark(place, "it is left out, since it is %s and no object".formatted(entry));
            return;
        }
        JsonLine house = entry.find(PROVIDER);
        if (house == null) {
            offered.remark(place, "it is left out, since it names no provider");
            return;
        }
        try {
            Provider provider = provider(house.text());
            place = new PriceMap.Place(provider, place.entry(), place.line());
            offer(place, entry, provider, modelName(name, house.text()));
        } catch (IllegalArgumentException e) {
            offered.remark(place, "it is left out: " + e.getMessage());
        }
    }

    private void offer(PriceMap.Place place, JsonLine entry, Provider provider, String name) {
        Figures figures = new Figures(place, entry);
        entry.fields().forEach(figures::add);
        Map<ServiceTier, List<TieredRate>> tiers = figures.tiers();
        if (tiers.isEmpty()) {
            offered.remark(place, "it is left out, since it has no prices that are known here");
            return;
        }
        ModelName model = new ModelName(name);
        List<ModelPattern> matches = ModelPattern.nameAndSnapshots(model);
        List<PriceTerms> terms = new ArrayList<>();
        tiers.forEach((tier, rates) -> terms.add(new PriceTerms(
                provider,
                model,
                matches,
                tier,
                Validity.since(Instant.EPOCH),
                rates,
                LongInputBilling.WHOLE_REQUEST,
                figures.uplifts)));
        terms.forEach(each -> offered.offer(place, each));
    }

    /** {@code vertex_ai-language-models} and the like are all Google's. */
    private static Provider provider(String name) {
        String house = name.startsWith("vertex_ai") ? "vertex_ai" : name;
        return new Provider(PROVIDERS.getOrDefault(house, name));
    }

    /** Without the provider in front, as {@code azure/} or {@code gemini/}: the call itself names the model without it. */
    private static String modelName(String name, String provider) {
        int slash = name.indexOf('/');
        String front = slash < 0 ? "" : name.substring(0, slash);
        boolean isProvider = front.equals(provider) || (slash > 0 && provider.startsWith(front + "-"));
        return isProvider ? name.substring(slash + 1) : name;
    }

    /** The prices of one entry, by tier, unit and the length of the input that they begin above. */
    private final class Figures {

        private final PriceMap.Place place;
        private final boolean embeds;
        private final boolean speaks;
        private final Map<ServiceTier, Map<UsageUnit, NavigableMap<Long, Rate>>> rates = new LinkedHashMap<>();
        private final Map<Region, Percentage> uplifts = new HashMap<>();

        Figures(PriceMap.Place place, JsonLine entry) {
            this.place = place;
            JsonLine mode = entry.find("mode");
            this.embeds = mode != null && "embedding".equals(mode.content());
            this.speaks = mode != null && "audio_speech".equals(mode.content());
        }

        void add(String field, JsonLine value) {
            if (value.content() == null) {
                return;
            }
            Matcher uplift = UPLIFT.matcher(field);
            if (field.equals("search_context_cost_per_query") && value.isObject()) {
                addSearches(value);
            } else if (uplift.matches()) {
                addUplift(uplift.group("region"), value);
            } else if (!addPrice(field, value) && PriceWords.areIn(field)) {
                offered.remark(place, "the field %s is not known".formatted(JsonFile.shown(field)));
            }
        }

        private boolean addPrice(String field, JsonLine value) {
            Matcher parts = FIELD.matcher(field);
            if (!parts.matches() || (!value.isNumber() && !value.isText())) {
                return false;
            }
            String base = parts.group("field");
            UsageUnit token = PER_TOKEN.get(base);
            UsageUnit piece = PER_PIECE.get(base);
            String thousands = parts.group("thousands");
            String suffix = parts.group("tier");
            ServiceTier tier = suffix == null ? ServiceTier.STANDARD : TIERS.getOrDefault(suffix, ServiceTier.STANDARD);
            long above = thousands == null ? 0 : Long.parseLong(thousands) * 1_000;
            if (token != null) {
                BigDecimal price = value.decimal();
                if (!embeds || !token.isOutputToken() || price.signum() != 0) {
                    put(tier, above, FileUnit.rate(token, value, price.movePointRight(6), 1_000_000));
                }
            } else if (piece != null) {
                put(tier, above, FileUnit.rate(piece, value, value.decimal(), 1));
            } else if (base.equals("input_cost_per_second")) {
                put(tier, above, FileUnit.rate(UsageUnit.AUDIO_SECONDS, value, value.decimal(), 1));
            } else if (base.equals("input_cost_per_character") && speaks) {
                put(tier, above, FileUnit.rate(UsageUnit.SPEECH_CHARACTERS, value, value.decimal(), 1));
            } else if (base.equals("file_search_cost_per_1k_calls")) {
                put(tier, above, FileUnit.rate(UsageUnit.FILE_SEARCHES, value, value.decimal(), 1_000));
            } else {
                return false;
            }
            return true;
        }

        private void addSearches(JsonLine bySize) {
            List<BigDecimal> prices = bySize.fields().values().stream()
                    .map(JsonLine::decimal)
                    .map(BigDecimal::stripTrailingZeros)
                    .distinct()
                    .toList();
            if (prices.size() == 1) {
                put(
                        ServiceTier.STANDARD,
                        0,
                        FileUnit.rate(
                                UsageUnit.WEB_SEARCHES,
                                bySize,
                                prices.getFirst().movePointRight(3),
                                1_000));
            } else {
                offered.remark(place, "web searches are left out, since their price depends on the context's size");
            }
        }

        private void addUplift(String region, JsonLine multiplier) {
            BigDecimal percent = multiplier.decimal().subtract(BigDecimal.ONE).movePointRight(2);
            if (percent.signum() > 0) {
                try {
                    uplifts.put(new Region(region), new Percentage(percent));
                } catch (IllegalArgumentException e) {
                    throw multiplier.flaw(String.valueOf(e.getMessage()));
                }
            }
        }

        private void put(ServiceTier tier, long above, Rate rate) {
            rates.computeIfAbsent(tier, key -> new EnumMap<>(UsageUnit.class))
                    .computeIfAbsent(rate.unit(), key -> new TreeMap<>())
                    .put(above, rate);
        }

        /** The rates of each tier; what is used besides tokens costs the same on all. */
        Map<ServiceTier, List<TieredRate>> tiers() {
            Map<UsageUnit, NavigableMap<Long, Rate>> standard = rates.getOrDefault(ServiceTier.STANDARD, Map.of());
            Map<ServiceTier, List<TieredRate>> tiers = new LinkedHashMap<>();
            rates.forEach((tier, own) -> {
                standard.forEach((unit, byLength) -> {
                    if (!unit.isToken()) {
                        own.putIfAbsent(unit, byLength);
                    }
                });
                List<TieredRate> complete = new ArrayList<>();
                own.forEach((unit, byLength) -> {
                    TieredRate rate = tiered(byLength);
                    if (rate == null) {
                        offered.remark(
                                place,
                                "%s on the %s tier are left out: they have a price for long inputs only"
                                        .formatted(unit, tier));
                    } else {
                        complete.add(rate);
                    }
                });
                if (!complete.isEmpty()) {
                    tiers.put(tier, complete);
                }
            });
            return tiers;
        }

        private @Nullable TieredRate tiered(NavigableMap<Long, Rate> byLength) {
            Rate base = byLength.get(0L);
            return base == null
                    ? null
                    : new TieredRate(
                            base,
                            byLength.tailMap(0L, false).entrySet().stream()
                                    .map(tier -> new TieredRate.Tier(tier.getKey(), tier.getValue()))
                                    .toList());
        }
    }
}
