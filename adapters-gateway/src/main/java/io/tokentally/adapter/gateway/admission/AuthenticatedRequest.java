package io.tokentally.adapter.gateway.admission;

import io.tokentally.domain.key.ProviderSecret;
import org.jspecify.annotations.Nullable;

/**
 * A request whose caller is known, and in which no virtual key is left.
 *
 * @param query without virtual keys, and without any key where the stored one takes its place; with its question mark, or empty
 * @param secret the organization's key that lets it in at the provider; absent where the caller brings their own, or none is needed
 */
public record AuthenticatedRequest(
        Caller caller, String query, @Nullable ProviderSecret secret) {}
