package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Makes a request for a streamed completion ask for usage; apart from that the bytes are the caller's. */
final class UsageOption {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPTIONS = "\"stream_options\":{\"include_usage\":true}";

    private UsageOption() {}

    /** The request that asks for usage; nothing if it cannot be understood. */
    static Optional<byte[]> addTo(byte[] request) {
        try {
            return spliced(request);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** The body with the option in it; nothing if the options are of a kind that nobody knows. */
    private static Optional<byte[]> spliced(byte[] bytes) throws IOException {
        Optional<JsonMember> options = JsonMember.find(bytes, 0, bytes.length, "stream_options");
        if (options.isEmpty()) {
            return Optional.of(ChangedBytes.withFirst(bytes, OPTIONS));
        }
        JsonMember member = options.get();
        if (member.valueType() == JsonToken.VALUE_NULL) {
            return Optional.of(ChangedBytes.spliced(bytes, member.nameStart(), OPTIONS, member.valueEnd()));
        }
        return member.valueType() == JsonToken.START_OBJECT ? Optional.of(withOption(bytes, member)) : Optional.empty();
    }

    /** Adds the option to those that the caller chose. */
    private static byte[] withOption(byte[] bytes, JsonMember options) throws IOException {
        Optional<JsonMember> usage = JsonMember.find(bytes, options.valueStart(), options.valueEnd(), "include_usage");
        if (usage.isPresent()) {
            return ChangedBytes.spliced(
                    bytes, usage.get().valueStart(), "true", usage.get().valueEnd());
        }
        int start = options.valueStart() + 1;
        boolean isEmpty = JSON.readTree(bytes, options.valueStart(), options.valueEnd() - options.valueStart())
                .isEmpty();
        return ChangedBytes.spliced(bytes, start, "\"include_usage\":true" + (isEmpty ? "" : ","), start);
    }
}
