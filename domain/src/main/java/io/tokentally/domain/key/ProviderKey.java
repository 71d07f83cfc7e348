package io.tokentally.domain.key;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.Provider;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That an organization has stored a provider's key, without the key.
 *
 * @param hint its last characters, for recognition
 * @param lastTest absent if nobody tested this key
 */
public record ProviderKey(
        OrganizationId organizationId,
        Provider provider,
        String hint,
        UserId storedBy,
        Instant storedAt,
        @Nullable ProviderKeyTest lastTest) {}
