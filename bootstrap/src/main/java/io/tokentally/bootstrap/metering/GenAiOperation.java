package io.tokentally.bootstrap.metering;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The convention's name for what a call did. A record does not say which API was called where its endpoint is the name of a feature:
 * then the units that it was billed by tell embeddings, and anything else stays {@code _OTHER} rather than be called a chat.
 */
final class GenAiOperation {

    private static final String EMBEDDINGS = "embeddings";
    private static final String OTHER = "_OTHER";

    /** Endpoints that are an API's own name. */
    private static final Map<String, String> OF_ENDPOINT = Map.of(
            "chat.completions", "chat",
            "responses", "chat",
            "messages", "chat",
            "completions", "text_completion",
            "embeddings", EMBEDDINGS);

    private GenAiOperation() {}

    static String of(UsageRecord usageRecord) {
        @Nullable
        String known = OF_ENDPOINT.get(usageRecord.attribution().endpoint().value());
        if (known != null) {
            return known;
        }
        return usageRecord.quantities().of(UsageUnit.EMBEDDING_INPUT_TOKENS) > 0 ? EMBEDDINGS : OTHER;
    }
}
