package io.tokentally.codec;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The ledger's columns that hold JSON, as {@link RecordCodec#rows} filled them. */
public final class LedgerColumns {

    private LedgerColumns() {}

    /** Of the columns {@code usage_reading} and {@code quantities}. */
    public static UsageReading reading(String usageReading, String quantities) {
        return reading(usageReading, RecordCodec.tree(quantities));
    }

    /** Of the column {@code tags}. */
    public static Tags tags(String tags) {
        return tags(RecordCodec.tree(tags));
    }

    /** Of the column {@code cost_lines}. */
    public static List<CostLine> costLines(String lines, Currency currency) {
        return costLines(RecordCodec.tree(lines), currency);
    }

    static UsageReading reading(String usageReading, JsonNode quantities) {
        EnumMap<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        quantities
                .properties()
                .forEach(amount -> amounts.put(
                        UsageUnit.valueOf(amount.getKey()), amount.getValue().longValue()));
        return UsageReading.Kind.valueOf(usageReading).of(new Quantities(amounts));
    }

    static Tags tags(JsonNode tags) {
        Map<String, String> values = new TreeMap<>();
        tags.properties().forEach(tag -> values.put(tag.getKey(), tag.getValue().stringValue()));
        return new Tags(values);
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
        Money price = new Money(currency, new BigDecimal(line.required("price").stringValue()));
        return new CostLine(
                line.required("quantity").longValue(),
                new Rate(
                        UsageUnit.valueOf(line.required("unit").stringValue()),
                        price,
                        line.required("per").longValue()),
                adjustments);
    }
}
