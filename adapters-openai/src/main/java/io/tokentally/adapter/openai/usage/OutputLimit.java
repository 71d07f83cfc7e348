package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonToken;
import io.tokentally.provider.wire.FieldSelection;
import io.tokentally.provider.wire.RequestLimit;
import io.tokentally.provider.wire.SelectiveJsonParser;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the answers to a request that sets no limit; apart from that the bytes are the caller's. Chat completions are limited by
 * {@code max_completion_tokens}, since models that reason refuse {@code max_tokens}; responses by {@code max_output_tokens}. The
 * older completions stop after 16 tokens by themselves, where a limit could only let them go further.
 */
final class OutputLimit {

    private static final String CHAT = "max_completion_tokens";
    private static final String OLD_CHAT = "max_tokens";
    private static final String RESPONSES = "max_output_tokens";
    private static final FieldSelection MEMBERS = FieldSelection.of("model", CHAT, OLD_CHAT, RESPONSES);

    private OutputLimit() {}

    static byte[] addTo(MeteredApi api, @Nullable String contentType, byte[] body, long tokens) {
        boolean isForm = contentType != null && MultipartForm.isOne(contentType);
        return switch (isForm ? MeteredApi.EMBEDDINGS : api) {
            case CHAT_COMPLETIONS -> limited(body, tokens, CHAT, OLD_CHAT);
            case RESPONSES -> limited(body, tokens, RESPONSES);
            default -> body;
        };
    }

    /** @param others that set a limit as well */
    private static byte[] limited(byte[] body, long tokens, String member, String... others) {
        SelectiveJsonParser request = SelectiveJsonParser.of(MEMBERS, body);
        boolean understood =
                request.isComplete() && request.isClear() && request.node().has("model");
        if (!understood || !RequestLimit.isUnset(request, member) || !RequestLimit.isUnset(request, others)) {
            return body;
        }
        String limit = "\"" + member + "\":" + tokens;
        try {
            Optional<JsonMember> present = JsonMember.find(body, 0, body.length, member);
            return present.filter(found -> found.valueType() == JsonToken.VALUE_NULL)
                    .map(found -> ChangedBytes.spliced(body, found.nameStart(), limit, found.valueEnd()))
                    .orElseGet(() -> ChangedBytes.withFirst(body, limit));
        } catch (IOException | RuntimeException e) {
            return body;
        }
    }
}
