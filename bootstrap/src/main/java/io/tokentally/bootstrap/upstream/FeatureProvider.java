package io.tokentally.bootstrap.upstream;

import io.tokentally.domain.metering.Provider;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the AI features find their provider: the gateway's upstream of that name is there, too, unless it is set apart.
 *
 * @param baseUrl absent for the provider's own address
 * @param simulated whether a simulator answers there, which asks nobody for a key
 * @param setting the variable that says so
 */
public record FeatureProvider(Provider provider, @Nullable URI baseUrl, boolean simulated, String setting) {}
