package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What cost lines have in common that become one charge: who used what, by which rate, raised and lowered by what.
 *
 * @param status whether the quantities were measured or estimated
 */
record FocusCharge(
        FocusSource source,
        String priceVersion,
        Rate rate,
        List<Adjustment> adjustments,
        @Nullable Rate listRate,
        CostStatus status) {

    /** As many as rates are rounded to where a price by the minute has no finite price by the second. */
    private static final int MAX_SCALE = 18;

    static FocusCharge of(UsageRecord call, CostLine line) {
        return new FocusCharge(
                line.part() == null ? FocusSource.of(call) : FocusSource.of(call, line.part()),
                line.part() == null
                        ? Objects.requireNonNull(call.cost().priceVersion(), "A cost with lines has a price version")
                        : line.part().priceVersion(),
                line.rate(),
                line.adjustments(),
                line.listRate(),
                call.cost().status());
    }

    /** What the rate's units cost together by the list. */
    Money listUnitPrice() {
        return aPricingUnit().listed().amount();
    }

    /** What the rate's units cost the organization together. */
    Money contractedUnitPrice() {
        return aPricingUnit().amount();
    }

    private CostLine aPricingUnit() {
        return new CostLine(rate.per(), rate, adjustments, null, listRate);
    }

    /** Exact, but for seconds of what is priced by the minute. */
    BigDecimal pricingQuantity(long quantity) {
        BigDecimal pricing = BigDecimal.valueOf(quantity)
                .divide(BigDecimal.valueOf(rate.per()), MAX_SCALE, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return pricing.scale() < 0 ? pricing.setScale(0) : pricing;
    }

    /** As in {@code Tokens}: of the unit's name the last word that is a plural. */
    String consumedUnit() {
        return Arrays.stream(rate.unit().name().split("_"))
                .filter(word -> word.endsWith("S"))
                .reduce((first, second) -> second)
                .map(FocusCharge::capitalized)
                .orElseThrow(() -> new IllegalStateException(rate.unit() + " counts nothing"));
    }

    /** As in {@code 1000000 Tokens}. */
    String pricingUnit() {
        return rate.per() == 1 ? consumedUnit() : rate.per() + " " + consumedUnit();
    }

    /** As in {@code Cached Input Tokens}. */
    String meter() {
        UsageUnit unit = rate.unit();
        return Arrays.stream(unit.name().split("_"))
                .map(FocusCharge::capitalized)
                .collect(Collectors.joining(" "));
    }

    /** As in {@code openai/gpt-4.1-nano/input_tokens}. */
    String skuId() {
        return "%s/%s/%s".formatted(source.provider(), source.model(), ApiEnumNames.word(rate.unit()));
    }

    /** As in {@code openai/gpt-4.1-nano/input_tokens/standard/1000000}, with the region where one was chosen. */
    String skuPriceId() {
        return "%s/%s%s/%d"
                .formatted(skuId(), source.tier(), source.region() == null ? "" : "/" + source.region(), rate.per());
    }

    private static String capitalized(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
