package io.tokentally.domain.budget;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import java.math.BigDecimal;
import java.util.Set;

/**
 * A call that a budget would never let out, however little is spent of it: as large as such calls were, it has more set aside than the
 * budget allows.
 *
 * @param setAside at least, in the budget's measure
 * @param remedies what would let it out, each by itself
 */
public record TooDearCall(
        Provider provider,
        ModelName model,
        long inputTokens,
        long outputTokens,
        BigDecimal setAside,
        Set<Remedy> remedies) {

    /** What would let it out. */
    public enum Remedy {
        /** The budget limits answers to calls whose request sets no limit. */
        LIMIT_OUTPUT,
        /** It sets aside what is usual. */
        EXPECT,
        /** It allows more. */
        RAISE_AMOUNT
    }

    public TooDearCall {
        remedies = Set.copyOf(remedies);
    }
}
