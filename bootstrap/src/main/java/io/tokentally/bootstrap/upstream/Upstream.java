package io.tokentally.bootstrap.upstream;

import io.tokentally.domain.metering.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A provider's server that calls can go to.
 *
 * @param name recorded as the provider of its calls; its keys are stored under it
 * @param protocol that it speaks
 * @param prefix what paths of its calls begin with, without slashes
 * @param path what clients are given after the gateway's address: the prefix, and a version if the protocol's clients want one
 * @param needsKey whether it answers to nobody who shows no key
 * @param prices the provider whose list prices hold; absent if nobody has said
 * @param setting the variable that says where it is
 */
public record Upstream(
        Provider name,
        Provider protocol,
        String prefix,
        String path,
        URI baseUrl,
        boolean needsKey,
        @Nullable Provider prices,
        String setting) {}
