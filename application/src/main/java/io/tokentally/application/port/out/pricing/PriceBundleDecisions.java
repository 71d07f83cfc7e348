package io.tokentally.application.port.out.pricing;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.PriceBundle;
import java.util.Set;

/**
 * What operators do with price bundles, which goes into the installation's audit log.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the session's person is no operator, and {@link
 * io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ActsForPerson
public interface PriceBundleDecisions {

    /**
     * Has a verified bundle wait, in place of any other that does.
     *
     * @throws io.tokentally.domain.pricing.PriceRefusedException if the same or a later one was applied
     */
    void offer(ViewerToken token, PriceBundle bundle, byte[] content);

    /**
     * Applies the waiting bundle: every instance prices by it from then on.
     *
     * @param replaced the applied bundles whose versions are all in it
     * @throws io.tokentally.domain.pricing.PriceRefusedException if it waits no more, or a later one was applied
     */
    void apply(ViewerToken token, String sha256, Set<String> replaced);
}
