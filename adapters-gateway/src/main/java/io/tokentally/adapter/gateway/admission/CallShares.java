package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.refusal.RefusalReason;

/**
 * The shares of calls that one key, and one organization, may have under way on one event loop: each needs one of the loop's
 * connections to a provider.
 */
public final class CallShares {

    /** What there is in all is limited where connections are opened. */
    private static final long ANY_NUMBER = Long.MAX_VALUE / 2;

    private static final int ALL = 100;

    private CallShares() {}

    public static FairBudget of(GatewayOptions options) {
        int whole = options.limits().upstreamConnections();
        return new FairBudget(
                ANY_NUMBER,
                share(options.shares().organizationPercent(), whole),
                share(options.shares().keyPercent(), whole));
    }

    private static long share(int percent, int whole) {
        return percent == ALL ? ANY_NUMBER : GatewayShares.of(percent, whole);
    }

    /**
     * A call begins. Whoever ends it gives it back.
     *
     * @param use is left if that is one too many
     * @throws RequestRejectedException if that is one too many
     */
    public static void enter(FairBudget calls, VirtualKey key, KeyUse use) {
        FairBudget.Outcome outcome = calls.take(key, 1);
        if (outcome != FairBudget.Outcome.TAKEN) {
            use.leave();
            throw new RequestRejectedException(
                    RefusalReason.SHARE_USED_UP,
                    outcome == FairBudget.Outcome.KEY_HAS_ITS_SHARE
                            ? "This key has as many calls under way as one key may have. Try again."
                            : "This organization has as many calls under way as one may have. Try again.",
                    1);
        }
    }
}
