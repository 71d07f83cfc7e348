package io.tokentally.domain.pricing;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs, line by line.
 *
 * @param priceVersion the version of the price that was applied, of a call in parts that of its first; absent where none was
 * @param inputBand the lengths of input that the rates were for, of a call in parts of its first; absent where they are the same for
 *     any length
 * @param unpricedReason present exactly where the status is {@link CostStatus#UNPRICED}
 */
public record Cost(
        CostStatus status,
        Currency currency,
        List<CostLine> lines,
        @Nullable String priceVersion,
        @Nullable InputBand inputBand,
        @Nullable UnpricedReason unpricedReason) {

    public Cost {
        lines = List.copyOf(lines);
        for (CostLine line : lines) {
            Currency ofLine = line.rate().price().currency();
            if (!ofLine.equals(currency)) {
                throw new IllegalArgumentException("A cost in " + currency + " has no line in " + ofLine);
            }
        }
        boolean priced = status == CostStatus.MEASURED || status == CostStatus.ESTIMATED;
        if (!priced && !lines.isEmpty()) {
            throw new IllegalArgumentException("A cost that is " + status + " has no lines");
        }
        if (priced != (priceVersion != null)) {
            throw new IllegalArgumentException(
                    "A cost that is " + status + (priced ? " must name its price version" : " has no price version"));
        }
        if (!priced && inputBand != null) {
            throw new IllegalArgumentException("A cost that is " + status + " has no rates for a length of input");
        }
        if ((status == CostStatus.UNPRICED) != (unpricedReason != null)) {
            throw new IllegalArgumentException("A reason belongs to an unpriced cost and to no other");
        }
    }

    public static Cost measured(Currency currency, List<CostLine> lines, String priceVersion) {
        return new Cost(CostStatus.MEASURED, currency, lines, priceVersion, null, null);
    }

    public static Cost estimated(Currency currency, List<CostLine> lines, String priceVersion) {
        return new Cost(CostStatus.ESTIMATED, currency, lines, priceVersion, null, null);
    }

    public static Cost unpriced(Currency currency, UnpricedReason reason) {
        return new Cost(CostStatus.UNPRICED, currency, List.of(), null, null, reason);
    }

    public static Cost free(Currency currency) {
        return new Cost(CostStatus.FREE, currency, List.of(), null, null, null);
    }

    /** Whether this version of a price was applied, to the call or to a part of it. */
    public boolean isBy(String version) {
        return version.equals(priceVersion)
                || lines.stream()
                        .map(CostLine::part)
                        .anyMatch(part -> part != null && part.priceVersion().equals(version));
    }

    /** The sum of the lines of the usage part at that place. */
    public Money totalOf(int part) {
        return Money.sum(
                currency,
                lines.stream()
                        .filter(line -> line.part() != null && line.part().index() == part)
                        .map(CostLine::amount)
                        .toList());
    }

    /** The sum of the lines. */
    public Money total() {
        return Money.sum(currency, lines.stream().map(CostLine::amount).toList());
    }
}
