package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tokentally.domain.metering.ModelName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The body of a request as it goes out. A streamed chat completion asks for usage; apart from that the bytes are the
 * caller's.
 */
final class OutgoingBody {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPTIONS = "\"stream_options\":{\"include_usage\":true}";

    private final byte[] bytes;
    private final ModelName model;
    private final boolean streamed;
    private final boolean withholdsUsage;

    private OutgoingBody(byte[] bytes, ModelName model, boolean streamed, boolean withholdsUsage) {
        this.bytes = bytes;
        this.model = model;
        this.streamed = streamed;
        this.withholdsUsage = withholdsUsage;
    }

    byte[] bytes() {
        return bytes;
    }

    ModelName model() {
        return model;
    }

    boolean streamed() {
        return streamed;
    }

    /** Whether metering asks for usage and the caller does not. */
    boolean withholdsUsage() {
        return withholdsUsage;
    }

    /** Reads a body. One that cannot be understood goes out as it is. */
    static OutgoingBody of(MeteredApi api, byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            ModelName model =
                    Objects.requireNonNullElse(WireText.model(body.path("model").textValue()), WireText.UNKNOWN_MODEL);
            boolean streamed =
                    body.path("stream").isBoolean() && body.path("stream").booleanValue();
            boolean asks = streamed && api == MeteredApi.CHAT_COMPLETIONS && !asksForUsage(body);
            Optional<byte[]> changed = asks ? askingForUsage(bytes) : Optional.empty();
            return new OutgoingBody(changed.orElse(bytes), model, streamed, changed.isPresent());
        } catch (IOException | RuntimeException e) {
            return new OutgoingBody(bytes, WireText.UNKNOWN_MODEL, false, false);
        }
    }

    private static boolean asksForUsage(JsonNode body) {
        JsonNode asked = body.path("stream_options").path("include_usage");
        return asked.isBoolean() && asked.booleanValue();
    }

    /** The body with the option in it; nothing if the options are of a kind that nobody knows. */
    private static Optional<byte[]> askingForUsage(byte[] bytes) throws IOException {
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
