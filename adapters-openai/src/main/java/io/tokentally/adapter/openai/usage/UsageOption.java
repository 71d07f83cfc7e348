package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            int start = indexOfBrace(bytes) + 1;
            return Optional.of(spliced(bytes, start, OPTIONS + ",", start));
        }
        JsonMember member = options.get();
        if (member.valueType() == JsonToken.VALUE_NULL) {
            return Optional.of(spliced(bytes, member.nameStart(), OPTIONS, member.valueEnd()));
        }
        return member.valueType() == JsonToken.START_OBJECT ? Optional.of(withOption(bytes, member)) : Optional.empty();
    }

    /** Adds the option to those that the caller chose. */
    private static byte[] withOption(byte[] bytes, JsonMember options) throws IOException {
        Optional<JsonMember> usage = JsonMember.find(bytes, options.valueStart(), options.valueEnd(), "include_usage");
        if (usage.isPresent()) {
            return spliced(bytes, usage.get().valueStart(), "true", usage.get().valueEnd());
        }
        int start = options.valueStart() + 1;
        boolean isEmpty = JSON.readTree(bytes, options.valueStart(), options.valueEnd() - options.valueStart())
                .isEmpty();
        return spliced(bytes, start, "\"include_usage\":true" + (isEmpty ? "" : ","), start);
    }

    private static int indexOfBrace(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '{') {
            at++;
        }
        return at;
    }

    private static byte[] spliced(byte[] bytes, int from, String text, int to) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + text.length());
        changed.write(bytes, 0, from);
        changed.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        changed.write(bytes, to, bytes.length - to);
        return changed.toByteArray();
    }
}
