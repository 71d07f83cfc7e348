package io.tokentally.domain.summary;

import io.tokentally.domain.pricing.Money;
import java.util.Currency;

/**
 * What many calls add up to.
 *
 * @param requests all calls, failed ones among them, but for those that no provider bills
 * @param failures the calls that failed
 * @param unpriced the calls whose cost is not known and so not in {@code cost}
 * @param estimated the calls whose quantities were counted here and not reported
 */
public record UsageTotals(
        long requests, long failures, long unpriced, long estimated, long inputTokens, long outputTokens, Money cost) {

    public UsageTotals {
        requireNotNegative("requests", requests);
        requirePart("failures", failures, requests);
        requirePart("unpriced", unpriced, requests);
        requirePart("estimated", estimated, requests);
        requireNotNegative("inputTokens", inputTokens);
        requireNotNegative("outputTokens", outputTokens);
    }

    public static UsageTotals none(Currency currency) {
        return new UsageTotals(0, 0, 0, 0, 0, 0, Money.zero(currency));
    }

    public long totalTokens() {
        return Math.addExact(inputTokens, outputTokens);
    }

    /**
     * Both together.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if a count grows beyond a {@code long}, rather than to turn negative
     */
    public UsageTotals plus(UsageTotals other) {
        return new UsageTotals(
                Math.addExact(requests, other.requests),
                Math.addExact(failures, other.failures),
                Math.addExact(unpriced, other.unpriced),
                Math.addExact(estimated, other.estimated),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(outputTokens, other.outputTokens),
                cost.plus(other.cost));
    }

    private static void requirePart(String field, long count, long requests) {
        requireNotNegative(field, count);
        if (count > requests) {
            throw new IllegalArgumentException(
                    "%s must not exceed the %d requests, but is %d".formatted(field, requests, count));
        }
    }

    private static void requireNotNegative(String field, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("%s must not be negative: %d".formatted(field, count));
        }
    }
}
