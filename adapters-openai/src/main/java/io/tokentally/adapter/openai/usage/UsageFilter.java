package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokentally.provider.wire.EventFilter;

/**
 * Takes out of a stream of completion chunks what came only because metering asked for usage: the last chunk, which has
 * usage and no choices, and the {@code "usage": null} of the others. Usage beside choices stays, which a server sends on its
 * own account.
 */
final class UsageFilter implements EventFilter {

    private static final String USAGE = "usage";

    @Override
    public String member() {
        return USAGE;
    }

    @Override
    public Sight see(ObjectNode chunk) {
        JsonNode usage = chunk.path(USAGE);
        JsonNode choices = chunk.path("choices");
        if (usage.isNull()) {
            return Sight.WITHOUT_MEMBER;
        }
        boolean isExtra = usage.isObject() && choices.isArray() && choices.isEmpty();
        return isExtra ? Sight.NOTHING : Sight.WHOLE;
    }
}
