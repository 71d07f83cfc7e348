package io.tokentally.ui.format;

import io.tokentally.domain.pricing.Rate;

/** Writes prices with all their digits: tokens per million, everything else per as many as the provider sells it by. */
public final class RateFormat {

    private static final long MILLION = 1_000_000;

    private RateFormat() {}

    /** The price of {@link #formatPer so many}, for instance {@code $0.025}. */
    public static String formatPrice(Rate rate) {
        return CostFormat.formatExactly(rate.of(per(rate)));
    }

    /** How many units the price is for, for instance {@code 1M}. */
    public static String formatPer(Rate rate) {
        return CountFormat.formatRound(per(rate));
    }

    private static long per(Rate rate) {
        return rate.unit().isToken() ? MILLION : rate.per();
    }
}
