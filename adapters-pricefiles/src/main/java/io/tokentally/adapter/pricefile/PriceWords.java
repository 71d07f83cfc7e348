package io.tokentally.adapter.pricefile;

import java.util.Locale;
import java.util.stream.Stream;

/** Tells by its name whether a field of a public map that is not known speaks of what a call costs. */
final class PriceWords {

    private static final String[] WORDS = {
        "cost", "price", "pricing", "fee", "charge", "billing", "uplift", "multiplier", "discount"
    };

    private PriceWords() {}

    static boolean areIn(String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        return Stream.of(WORDS).anyMatch(lower::contains);
    }
}
