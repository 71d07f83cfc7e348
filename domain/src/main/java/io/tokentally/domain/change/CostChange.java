package io.tokentally.domain.change;

import io.tokentally.domain.pricing.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made the cost of a period another than that of earlier days. The parts add up to the difference, to the last digit.
 *
 * @param parts one of each cause, in their order, those without an amount among them
 * @param asOf what was recorded until then is in it for certain; absent where it is of now
 */
public record CostChange(
        PeriodUsage from,
        PeriodUsage to,
        List<ExplainedPart> parts,
        @Nullable Instant asOf) {

    public CostChange {
        parts = List.copyOf(parts);
    }

    public static CostChange between(PeriodUsage from, PeriodUsage to) {
        return new CostChange(from, to, new CostBridge(from, to).parts(), null);
    }

    public Money difference() {
        return to.totals().cost().minus(from.totals().cost());
    }

    public ExplainedPart part(ChangeCause cause) {
        return parts.stream().filter(part -> part.cause() == cause).findFirst().orElseThrow();
    }

    /** The same, told by what was recorded until then. */
    public CostChange withAsOf(@Nullable Instant then) {
        return new CostChange(from, to, parts, then);
    }
}
