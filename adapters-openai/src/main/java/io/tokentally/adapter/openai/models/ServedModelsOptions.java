package io.tokentally.adapter.openai.models;

import io.tokentally.domain.metering.Provider;
import java.net.URI;

/**
 * Whom to ask for its models.
 *
 * @param baseUrl with the version, for instance {@code https://api.openai.com/v1}
 * @param needsKey whether it answers to nobody who shows no key
 */
public record ServedModelsOptions(Provider upstream, URI baseUrl, boolean needsKey) {}
