package io.tokentally.adapter.metrics;

import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.UsageRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The convention's name for what a call did, and the API's own where the convention has none. A record that was written before
 * operations were says it by the units that it was billed by, if those are embeddings'; else it stays {@code _OTHER} rather
 * than be called a chat.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/">gen_ai.operation.name</a>
 */
final class GenAiOperation {

    private static final String EMBEDDINGS = "embeddings";
    private static final String OTHER = "_OTHER";

    private static final Map<String, String> OF_OPERATION = Map.of(
            "chat.completions", "chat",
            "responses", "chat",
            "messages", "chat",
            "completions", "text_completion",
            "generate.content", "generate_content");

    private GenAiOperation() {}

    static String of(UsageRecord usageRecord) {
        @Nullable Operation operation = usageRecord.operation();
        if (operation != null) {
            return OF_OPERATION.getOrDefault(operation.value(), operation.value());
        }
        return usageRecord.quantities().of(UsageUnit.EMBEDDING_INPUT_TOKENS) > 0 ? EMBEDDINGS : OTHER;
    }
}
