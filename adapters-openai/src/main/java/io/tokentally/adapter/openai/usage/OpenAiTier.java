package io.tokentally.adapter.openai.usage;

import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.provider.wire.Identifiers;

/** OpenAI's names of service tiers. */
final class OpenAiTier {

    private OpenAiTier() {}

    /**
     * The tier of that name. The answer repeats {@code auto} only where nothing else was chosen, so it stands for
     * {@code default}; {@code fast} is another name of {@code priority}. A tier that nobody knows keeps its name, so
     * that it is not priced as another.
     */
    static ServiceTier of(String name) {
        ServiceTier tier = Identifiers.serviceTier(name);
        return switch (tier.value()) {
            case "default", "auto" -> ServiceTier.STANDARD;
            case "fast" -> ServiceTier.PRIORITY;
            default -> tier;
        };
    }
}
