package io.tokentally.domain.budget;

import io.tokentally.domain.key.KeyPolicy;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a budget that blocks counts a call before anybody knows what it will have used.
 *
 * @param bound what is set aside for it
 * @param unbounded what of a call whose request does not say what it can use at most
 * @param unpriced what of a call to a model without a price, where cost is counted
 * @param ceiling what is set aside where those say so; in the budget's measure
 * @param strict whether each call asks the database, so that nothing ever goes beyond the amount that can be known
 * @param whenUnknown what of a call while the database is out of reach and nothing of the budget is at hand any more
 * @param outputTokens the limit on each answer of calls whose request sets none; absent for none. It refuses nothing
 */
public record BlockingRules(
        Bound bound,
        Unknown unbounded,
        Unknown unpriced,
        @Nullable BigDecimal ceiling,
        boolean strict,
        WhenUnreachable whenUnknown,
        @Nullable Long outputTokens) {

    /** What is set aside for a call. */
    public enum Bound {
        /** The most that the request can use. */
        WORST_CASE,
        /** What nearly all such calls have used lately, and never more than the most. */
        EXPECTED
    }

    /** What becomes of a call that nothing can be said of. */
    public enum Unknown {
        REFUSE,
        /** The budget's ceiling is set aside for it. */
        CEILING,
        /** It goes out, and counts when it is known. */
        PASS
    }

    /** What becomes of calls while nobody can tell what is spent. */
    public enum WhenUnreachable {
        OPEN,
        CLOSED
    }

    /** For most: what calls usually use, and nothing waits. */
    public static final BlockingRules DEFAULT =
            new BlockingRules(Bound.EXPECTED, Unknown.PASS, Unknown.REFUSE, null, false, WhenUnreachable.CLOSED);

    /** Of a budget that limits no answer. */
    public BlockingRules(
            Bound bound,
            Unknown unbounded,
            Unknown unpriced,
            @Nullable BigDecimal ceiling,
            boolean strict,
            WhenUnreachable whenUnknown) {
        this(bound, unbounded, unpriced, ceiling, strict, whenUnknown, null);
    }

    public BlockingRules {
        boolean asksForCeiling = unbounded == Unknown.CEILING || unpriced == Unknown.CEILING;
        if (asksForCeiling && (ceiling == null || ceiling.signum() <= 0)) {
            throw new IllegalArgumentException(
                    "Say, above 0, what is set aside for a call that nothing can be said of");
        }
        if (outputTokens != null && (outputTokens < 1 || outputTokens > KeyPolicy.MAX_OUTPUT_TOKENS)) {
            throw new IllegalArgumentException("A budget limits answers to between 1 and %d tokens, not to %d"
                    .formatted(KeyPolicy.MAX_OUTPUT_TOKENS, outputTokens));
        }
    }

    /** Likewise, with such a limit on answers; absent for none. */
    public BlockingRules limitingOutput(@Nullable Long tokens) {
        return new BlockingRules(bound, unbounded, unpriced, ceiling, strict, whenUnknown, tokens);
    }
}
