package io.tokentally.application.port.in.pricing;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.pricing.BundleReview;
import io.tokentally.domain.pricing.StoredBundle;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator takes in price bundles: signed editions of the built-in price list.
 *
 * <p>Every method throws {@link io.tokentally.domain.access.AccessRefusedException} if the session's person is no operator, and those that
 * change something {@link io.tokentally.domain.access.FreshSignInRequiredException} if the sign-in is too long ago.
 */
@ActsForPerson
public interface ManagePriceBundlesUseCase {

    Bundles bundles(Session session);

    /**
     * Where the installation stands with bundles.
     *
     * @param applied the last one; absent while none was
     * @param waiting absent while none does
     * @param trustedKeys the SHA-256 of each public key whose bundles are taken
     * @param refused what came by itself to this instance since its start and was refused, the latest first
     */
    record Bundles(
            @Nullable StoredBundle applied,
            @Nullable Waiting waiting,
            Set<String> trustedKeys,
            List<Refused> refused) {}

    /**
     * A bundle that can be applied.
     *
     * @param changes what applying it would change
     * @param refusal why it cannot be applied any more; empty if it can
     */
    record Waiting(StoredBundle bundle, List<BundleReview.Change> changes, String refusal) {}

    /** Something that came by itself and was refused. */
    record Refused(StoredBundle.Door door, String why, Instant at) {}

    /**
     * Has a bundle wait, in the place of any other. Nothing is priced by it yet.
     *
     * @param name of the file, for messages
     * @throws io.tokentally.domain.pricing.PriceRefusedException with the reason if it cannot be applied; then nothing has changed
     */
    Waiting offer(Session session, String name, byte[] content);

    /**
     * Applies the bundle that waits. Calls that are recorded from then on are priced by it, on every instance.
     *
     * @param sha256 of the one that the operator has looked at
     * @throws io.tokentally.domain.pricing.PriceRefusedException if another waits by now, or it cannot be applied any more
     */
    StoredBundle apply(Session session, String sha256);
}
