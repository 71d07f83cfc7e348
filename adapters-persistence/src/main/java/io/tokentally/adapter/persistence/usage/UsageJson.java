package io.tokentally.adapter.persistence.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Quantities and cost lines as JSON documents. Prices are texts, so that no reader makes a binary fraction of them. */
final class UsageJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private UsageJson() {}

    /** One line of {@code cost_lines}. */
    record Line(
            UsageUnit unit,
            long quantity,
            String price,
            long per,
            @Nullable List<Adjusted> adjustments) {}

    /** One of a line's {@code adjustments}; a line of a price as it stands in the list has none. */
    record Adjusted(Adjustment.Kind kind, String basis, String percentage) {}

    static List<Line> costLines(List<CostLine> lines) {
        return lines.stream()
                .map(line -> new Line(
                        line.unit(),
                        line.quantity(),
                        line.rate().price().amount().toPlainString(),
                        line.rate().per(),
                        adjustments(line)))
                .toList();
    }

    static Quantities readQuantities(String json) {
        return new Quantities(JSON.readValue(json, new TypeReference<EnumMap<UsageUnit, Long>>() {}));
    }

    static Tags readTags(String json) {
        return new Tags(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
    }

    static List<CostLine> readCostLines(String json, Currency currency) {
        return JSON.readValue(json, new TypeReference<List<Line>>() {}).stream()
                .map(line -> new CostLine(
                        line.quantity(),
                        new Rate(line.unit(), new Money(currency, new BigDecimal(line.price())), line.per()),
                        adjustments(line)))
                .toList();
    }

    private static @Nullable List<Adjusted> adjustments(CostLine line) {
        return line.adjustments().isEmpty()
                ? null
                : line.adjustments().stream()
                        .map(adjustment -> new Adjusted(
                                adjustment.kind(),
                                adjustment.basis(),
                                adjustment.percentage().value().toPlainString()))
                        .toList();
    }

    private static List<Adjustment> adjustments(Line line) {
        return line.adjustments() == null
                ? List.of()
                : line.adjustments().stream()
                        .map(adjusted ->
                                new Adjustment(adjusted.kind(), adjusted.basis(), Percentage.of(adjusted.percentage())))
                        .toList();
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
