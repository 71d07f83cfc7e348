package io.tokentally.domain.pricing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price bundle that the installation has taken in.
 *
 * @param key the SHA-256 of the public key that verified it
 * @param sha256 what it is told apart by
 * @param appliedAt absent while it waits for an operator
 * @param appliedBy the operator, or {@code tokentally} where bundles are applied by themselves; absent while it waits
 */
public record StoredBundle(
        BundleRelease release,
        String key,
        String sha256,
        Door door,
        Instant offeredAt,
        @Nullable Instant appliedAt,
        @Nullable String appliedBy) {

    /** How a bundle comes in. */
    public enum Door {
        /** It was laid into the folder. */
        FOLDER,
        /** An operator sent it. */
        UPLOAD,
        /** It was fetched from the configured address. */
        ADDRESS
    }
}
