package io.tokentally.adapter.persistence.usage;

import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Quantities and cost lines as JSON documents. Prices are texts, so that no reader makes a binary fraction of them. */
final class UsageJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private UsageJson() {}

    /** One line of {@code cost_lines}. */
    record Line(UsageUnit unit, long quantity, String price, long per) {}

    static List<Line> costLines(List<CostLine> lines) {
        return lines.stream()
                .map(line -> new Line(
                        line.unit(),
                        line.quantity(),
                        line.rate().price().amount().toPlainString(),
                        line.rate().per()))
                .toList();
    }

    static Quantities readQuantities(String json) {
        return new Quantities(JSON.readValue(json, new TypeReference<EnumMap<UsageUnit, Long>>() {}));
    }

    static List<CostLine> readCostLines(String json, Currency currency) {
        return JSON.readValue(json, new TypeReference<List<Line>>() {}).stream()
                .map(line -> new CostLine(
                        line.quantity(),
                        new Rate(line.unit(), new Money(currency, new BigDecimal(line.price())), line.per())))
                .toList();
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }
}
