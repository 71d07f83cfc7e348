package io.tokentally.adapter.pricefile;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.Validity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads both forms of genai-prices: a list of providers, each with its models, prices per million tokens.
 *
 * @see <a href="https://github.com/pydantic/genai-prices">genai-prices</a>
 */
final class GenaiPricesReader {

    private static final Map<String, UsageUnit> PER_MILLION = Map.ofEntries(
            Map.entry("input_mtok", UsageUnit.INPUT_TOKENS),
            Map.entry("cache_read_mtok", UsageUnit.CACHED_INPUT_TOKENS),
            Map.entry("cache_write_mtok", UsageUnit.CACHE_WRITE_TOKENS),
            Map.entry("cache_write_1h_mtok", UsageUnit.CACHE_WRITE_1H_TOKENS),
            Map.entry("output_mtok", UsageUnit.OUTPUT_TOKENS),
            Map.entry("output_reasoning_mtok", UsageUnit.REASONING_TOKENS),
            Map.entry("input_audio_mtok", UsageUnit.AUDIO_INPUT_TOKENS),
            Map.entry("cache_audio_read_mtok", UsageUnit.CACHED_AUDIO_INPUT_TOKENS),
            Map.entry("output_audio_mtok", UsageUnit.AUDIO_OUTPUT_TOKENS),
            Map.entry("input_image_mtok", UsageUnit.IMAGE_INPUT_TOKENS),
            Map.entry("cache_image_read_mtok", UsageUnit.CACHED_IMAGE_INPUT_TOKENS),
            Map.entry("output_image_mtok", UsageUnit.IMAGE_OUTPUT_TOKENS),
            Map.entry("input_video_mtok", UsageUnit.VIDEO_INPUT_TOKENS),
            Map.entry("output_video_mtok", UsageUnit.VIDEO_OUTPUT_TOKENS));
    private static final Map<String, UsageUnit> PER_THOUSAND = Map.of("web_searches_kcount", UsageUnit.WEB_SEARCHES);

    /** What speaks of prices to people. */
    private static final Set<String> COMMENTS = Set.of("pricing_urls", "price_comments", "prices_checked", "prices");

    private final PriceMapCollector offered;

    private GenaiPricesReader(PriceMapCollector offered) {
        this.offered = offered;
    }

    static void read(JsonLine file, PriceMapCollector offered) {
        GenaiPricesReader reader = new GenaiPricesReader(offered);
        file.elements().forEach(reader::readProvider);
    }

    private void readProvider(JsonLine provider) {
        PriceMap.Place place = new PriceMap.Place(null, "a provider", provider.line());
        try {
            String id = provider.require("id").text();
            place = new PriceMap.Place(null, JsonFile.shown(id), provider.line());
            Provider known = new Provider(id);
            place = new PriceMap.Place(known, place.entry(), place.line());
            remarkUnknown(place, provider);
            for (JsonLine model : provider.require("models").elements()) {
                readModel(known, model);
            }
        } catch (IllegalArgumentException e) {
            leaveOut(place, e);
        }
    }

    private void readModel(Provider provider, JsonLine model) {
        PriceMap.Place place = new PriceMap.Place(provider, provider.value(), model.line());
        try {
            place = new PriceMap.Place(
                    provider,
                    JsonFile.shown(provider + "/" + model.require("id").text()),
                    model.line());
            remarkUnknown(place, model);
            List<PriceTerms> terms = new ArrayList<>();
            readModel(provider, model, place, terms);
            for (PriceTerms each : terms) {
                offered.offer(place, each);
            }
        } catch (IllegalArgumentException e) {
            leaveOut(place, e);
        }
    }

    private void leaveOut(PriceMap.Place place, RuntimeException flaw) {
        offered.remark(place, "it is left out: " + flaw.getMessage());
    }

    private void readModel(Provider provider, JsonLine model, PriceMap.Place where, List<PriceTerms> terms) {
        List<ModelPattern> matches = new ArrayList<>();
        addMatches(where, model.require("match"), matches);
        if (matches.isEmpty()) {
            offered.remark(where, "it is left out, since none of its rules for names can be translated");
            return;
        }
        JsonLine prices = model.require("prices");
        if (prices.isObject()) {
            addTerms(provider, model, where, matches, Validity.since(Instant.EPOCH), prices, terms);
            return;
        }
        List<JsonLine> dated = prices.elements().stream()
                .filter(price -> isUnderstood(where, price))
                .toList();
        for (int i = 0; i < dated.size(); i++) {
            Instant from = start(dated.get(i));
            Instant until = i + 1 < dated.size() ? start(dated.get(i + 1)) : null;
            if (until != null && !until.isAfter(from)) {
                offered.remark(where, "the price from %s is left out, since the next begins no later".formatted(from));
            } else {
                addTerms(
                        provider,
                        model,
                        where,
                        matches,
                        new Validity(from, until),
                        dated.get(i).require("prices"),
                        terms);
            }
        }
    }

    private boolean isUnderstood(PriceMap.Place where, JsonLine price) {
        JsonLine constraint = price.find("constraint");
        if (constraint == null || constraint.fields().keySet().equals(Set.of("start_date"))) {
            return true;
        }
        offered.remark(
                where,
                "the price at other times, %s, is left out: prices that change with the hour are not known here"
                        .formatted(String.join(
                                ", ",
                                constraint.fields().keySet().stream()
                                        .map(JsonFile::shown)
                                        .toList())));
        return false;
    }

    private static Instant start(JsonLine price) {
        JsonLine constraint = price.find("constraint");
        if (constraint == null) {
            return Instant.EPOCH;
        }
        JsonLine date = constraint.require("start_date");
        try {
            return LocalDate.parse(date.text()).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw date.flaw("there must be a day as 2026-07-30, not " + date);
        }
    }

    private void addTerms(
            Provider provider,
            JsonLine model,
            PriceMap.Place where,
            List<ModelPattern> matches,
            Validity validity,
            JsonLine prices,
            List<PriceTerms> terms) {
        List<TieredRate> rates = new ArrayList<>();
        prices.fields().forEach((unit, price) -> {
            TieredRate rate = rate(unit, price);
            if (rate == null) {
                offered.remark(where, "there is no unit for %s".formatted(JsonFile.shown(unit)));
            } else {
                rates.add(rate);
            }
        });
        if (rates.isEmpty()) {
            offered.remark(where, "it is left out, since it has no prices");
            return;
        }
        terms.add(new PriceTerms(
                provider,
                new ModelName(model.require("id").text()),
                matches,
                ServiceTier.STANDARD,
                validity,
                rates,
                LongInputBilling.WHOLE_REQUEST,
                Map.of()));
    }

    private static @Nullable TieredRate rate(String name, JsonLine price) {
        UsageUnit million = PER_MILLION.get(name);
        UsageUnit thousand = PER_THOUSAND.get(name);
        UsageUnit unit = million == null ? thousand : million;
        if (unit == null) {
            return null;
        }
        long per = million == null ? 1_000 : 1_000_000;
        if (!price.isObject()) {
            return TieredRate.flat(FileUnit.rate(unit, price, price.decimal(), per));
        }
        JsonLine base = price.require("base");
        Rate baseRate = FileUnit.rate(unit, base, base.decimal(), per);
        List<TieredRate.Tier> tiers = new ArrayList<>();
        for (JsonLine tier : price.require("tiers").elements()) {
            JsonLine amount = tier.require("price");
            Rate rate = FileUnit.rate(unit, amount, amount.decimal(), per);
            JsonLine start = tier.require("start");
            if (start.wholeNumber() < 1) {
                throw start.flaw("a tier must begin above 1 input token or more, not " + start);
            }
            tiers.add(new TieredRate.Tier(start.wholeNumber(), rate));
        }
        try {
            return new TieredRate(baseRate, tiers);
        } catch (IllegalArgumentException e) {
            throw price.flaw(String.valueOf(e.getMessage()));
        }
    }

    private void addMatches(PriceMap.Place where, JsonLine match, List<ModelPattern> matches) {
        match.fields().forEach((rule, value) -> {
            if (rule.equals("or")) {
                value.elements().forEach(each -> addMatches(where, each, matches));
                return;
            }
            List<String> globs = value.isText() ? globs(rule, value.text()) : List.of();
            if (globs.isEmpty()) {
                offered.remark(
                        where, "the rule %s %s for names cannot be translated".formatted(JsonFile.shown(rule), value));
            }
            if (rule.equals("contains")) {
                // A name may hold the texts of two models, and neither would be the more specific. It begins with one.
                offered.remark(
                        where, "of the names that contain %s, those that begin with it are taken".formatted(value));
            }
            for (String glob : globs) {
                try {
                    matches.add(new ModelPattern(glob));
                } catch (IllegalArgumentException e) {
                    offered.remark(where, String.valueOf(e.getMessage()));
                }
            }
        });
    }

    private static List<String> globs(String rule, String text) {
        return switch (rule) {
            case "equals" -> List.of(text);
            case "starts_with" -> List.of(text + "*");
            case "ends_with" -> List.of("*" + text);
            case "contains" -> List.of(text + "*");
            case "regex" -> glob(text);
            default -> List.of();
        };
    }

    /** A pattern of letters, escaped characters and digits, as {@code ^gpt-5\.6-luna-\d{4}$}; no other is translated. */
    private static List<String> glob(String regex) {
        StringBuilder glob = new StringBuilder(regex.startsWith("^") ? "" : "*");
        boolean toTheEnd = regex.endsWith("$");
        int end = regex.length() - (toTheEnd ? 1 : 0);
        int i = regex.startsWith("^") ? 1 : 0;
        while (i < end) {
            char character = regex.charAt(i++);
            if (character != '\\') {
                if (".*#()[]{}+?^$|".indexOf(character) >= 0) {
                    return List.of();
                }
                glob.append(character);
            } else if (i == end) {
                return List.of();
            } else if (regex.charAt(i) == 'd') {
                int times = times(regex, i + 1);
                if (times == 0) {
                    return List.of();
                }
                glob.repeat('#', times);
                i += times == 1 && (i + 1 >= end || regex.charAt(i + 1) != '{') ? 1 : 4;
            } else if (Character.isLetterOrDigit(regex.charAt(i))) {
                return List.of();
            } else {
                glob.append(regex.charAt(i++));
            }
        }
        return List.of(toTheEnd ? glob.toString() : glob + "*");
    }

    /** How often the digit before is repeated: once, {@code {4}} times, or in a way that is not known: 0. */
    private static int times(String regex, int at) {
        if (at >= regex.length() || regex.charAt(at) != '{') {
            return 1;
        }
        boolean isOneDigit =
                at + 2 < regex.length() && Character.isDigit(regex.charAt(at + 1)) && regex.charAt(at + 2) == '}';
        return isOneDigit ? Character.digit(regex.charAt(at + 1), 10) : 0;
    }

    private void remarkUnknown(PriceMap.Place where, JsonLine object) {
        object.fields().keySet().stream()
                .filter(field -> PriceWords.areIn(field) && !COMMENTS.contains(field))
                .forEach(field -> offered.remark(where, "the field %s is not known".formatted(JsonFile.shown(field))));
    }
}
