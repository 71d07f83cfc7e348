package io.tokentally.domain.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.pricing.Money;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageSummaryTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 15);
    private static final UsageTotals BEFORE = new UsageTotals(10, 0, 0, 0, 600, 400, Money.usd("0.002"));
    private static final UsageTotals NOW = new UsageTotals(15, 0, 0, 0, 1_200, 800, Money.usd("0.001"));

    @Test
    void eachFigureHasItsChange() {
        UsageSummary summary = summary(Map.of());

        assertThat(summary.requestsChange().percent()).hasValue(50);
        assertThat(summary.tokensChange().percent()).hasValue(100);
        assertThat(summary.costChange().percent()).hasValue(-50);
    }

    @Test
    void breakdownsKeepTheirOrderAndTheirContent() {
        Map<Endpoint, UsageTotals> byEndpoint = new LinkedHashMap<>();
        for (String name : new String[] {"z", "b", "q", "a"}) {
            byEndpoint.put(new Endpoint(name), NOW);
        }
        UsageSummary summary = summary(byEndpoint);
        byEndpoint.clear();

        assertThat(summary.byEndpoint().keySet()).extracting(Endpoint::value).containsExactly("z", "b", "q", "a");
        assertThatThrownBy(() -> summary.byEndpoint().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static UsageSummary summary(Map<Endpoint, UsageTotals> byEndpoint) {
        Period period = new Period(DAY, DAY, ZoneOffset.UTC);
        return new UsageSummary(period, NOW, 0, BEFORE, byEndpoint, Map.of(), Map.of(), Map.of(), Map.of(), null);
    }
}
