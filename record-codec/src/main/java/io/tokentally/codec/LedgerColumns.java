package io.tokentally.codec;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.UsageRecord;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The JSON of the ledger: what its columns hold, and what its entries for callers, series and rates are described by. */
public final class LedgerColumns {

    private static final JsonFactory JSON = new JsonFactory();

    private LedgerColumns() {}

    /** Describes who called. */
    public static String caller(Attribution attribution) {
        return written(encoder -> encoder.caller(attribution));
    }

    /**
     * Describes what kind of call it was.
     *
     * @param model the one that it counts under
     */
    public static String series(UsageRecord usageRecord, ModelName model) {
        return written(encoder -> encoder.series(usageRecord, model));
    }

    /** Describes what quantities are of, and the lines of a bill without them. */
    public static String rates(Currency currency, Collection<UsageUnit> units, List<CostLine> lines) {
        return written(encoder -> encoder.rates(currency, units, lines));
    }

    /** For the column {@code usage_parts}. */
    public static String usageParts(List<UsagePart> parts) {
        return written(encoder -> encoder.parts(parts));
    }

    /** For the column {@code cost_lines}. */
    public static String costLines(List<CostLine> lines) {
        return written(encoder -> encoder.lines(lines));
    }

    /** For the columns {@code tags} and {@code client_ids}. */
    public static String texts(Map<String, String> texts) {
        return written(encoder -> encoder.texts(texts));
    }

    static String written(Consumer<RecordEncoder> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            content.accept(new RecordEncoder(json));
        }
        return text.toString();
    }

    /**
     * Of the columns {@code usage_reading}, {@code quantities} and {@code usage_parts}.
     *
     * @param usageParts absent where the call is billed as one
     */
    public static UsageReading reading(String usageReading, String quantities, @Nullable String usageParts) {
        return reading(
                usageReading,
                RecordCodec.tree(quantities),
                usageParts == null ? MissingNode.getInstance() : RecordCodec.tree(usageParts));
    }

    /** Of the column {@code quantities}. */
    public static Quantities quantities(String quantities) {
        return quantities(RecordCodec.tree(quantities));
    }

    /** Of the column {@code tags}. */
    public static Tags tags(String tags) {
        return tags(RecordCodec.tree(tags));
    }

    /** Of the column {@code client_ids}. */
    public static Map<String, String> clientIds(String ids) {
        return clientIds(RecordCodec.tree(ids));
    }

    /** Of the column {@code cost_lines}. */
    public static List<CostLine> costLines(String lines, Currency currency) {
        return costLines(RecordCodec.tree(lines), currency);
    }

    static UsageReading reading(String usageReading, JsonNode quantities, JsonNode usageParts) {
        return UsageReading.Kind.valueOf(usageReading).of(quantities(quantities), usageParts(usageParts));
    }

    private static List<UsagePart> usageParts(JsonNode parts) {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<UsagePart> read = new ArrayList<>(parts.size());
        parts.forEach(part -> read.add(usagePart(part)));
        return read;
    }

    private static UsagePart usagePart(JsonNode part) {
        return new UsagePart(
                part.required("kind").stringValue(),
                part.has("model") ? new ModelName(part.required("model").stringValue()) : null,
                part.has("service_tier")
                        ? new ServiceTier(part.required("service_tier").stringValue())
                        : null,
                quantities(part.required("quantities")),
                part.required("request_input_tokens").longValue(),
                part.has("flaw") ? UsagePart.Flaw.valueOf(part.required("flaw").stringValue()) : null);
    }

    private static Quantities quantities(JsonNode quantities) {
        EnumMap<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        quantities
                .properties()
                .forEach(amount -> amounts.put(
                        UsageUnit.valueOf(amount.getKey()), amount.getValue().longValue()));
        return new Quantities(amounts);
    }

    static Tags tags(JsonNode tags) {
        return new Tags(textsOf(tags));
    }

    static Map<String, String> clientIds(JsonNode ids) {
        return textsOf(ids);
    }

    private static Map<String, String> textsOf(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().stringValue()));
        return texts;
    }

    static List<CostLine> costLines(JsonNode lines, Currency currency) {
        List<CostLine> read = new ArrayList<>();
        lines.forEach(line -> read.add(costLine(line, currency)));
        return read;
    }

    private static CostLine costLine(JsonNode line, Currency currency) {
        List<Adjustment> adjustments = new ArrayList<>();
        line.path("adjustments")
                .forEach(adjustment -> adjustments.add(new Adjustment(
                        Adjustment.Kind.valueOf(adjustment.required("kind").stringValue()),
                        adjustment.required("basis").stringValue(),
                        Percentage.of(adjustment.required("percentage").stringValue()))));
        return new CostLine(
                line.required("quantity").longValue(),
                rate(line, currency, ""),
                adjustments,
                line.has("part") ? billedPart(line) : null,
                line.has("list_price") ? rate(line, currency, "list_") : null);
    }

    /** @param which the start of its fields' names */
    private static Rate rate(JsonNode line, Currency currency, String which) {
        return new Rate(
                UsageUnit.valueOf(line.required("unit").stringValue()),
                new Money(
                        currency, new BigDecimal(line.required(which + "price").stringValue())),
                line.required(which + "per").longValue());
    }

    private static BilledPart billedPart(JsonNode line) {
        return new BilledPart(
                line.required("part").intValue(),
                new ModelName(line.required("model").stringValue()),
                line.required("price_version").stringValue());
    }
}
