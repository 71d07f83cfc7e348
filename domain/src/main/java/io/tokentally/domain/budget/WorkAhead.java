package io.tokentally.domain.budget;

import io.tokentally.domain.metering.Provider;

/**
 * Work that a call began and that the provider does apart from it: a batch, or a response in the background. It is billed by whichever
 * answer tells of it when it is done.
 *
 * @param reference the provider's own identifier, by which it is billed once
 */
public record WorkAhead(Provider provider, String reference) {}
