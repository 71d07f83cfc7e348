package io.tokentally.domain.key;

import io.tokentally.domain.metering.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A provider's server that calls reach through the gateway, and that a key can be stored for.
 *
 * @param name recorded as the provider of its calls
 * @param protocol the provider whose protocol it speaks
 * @param path what clients are given after the gateway's address, for instance {@code /openai/v1}
 * @param address where the gateway finds it
 * @param prices the provider whose list prices hold for it; absent if nobody's do
 */
public record ReachableUpstream(
        Provider name,
        Provider protocol,
        String path,
        URI address,
        @Nullable Provider prices) {}
