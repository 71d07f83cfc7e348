package io.tokentally.adapter.openai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a caller who did not ask for usage sees of a chat completion chunk. */
final class UsageStripper {

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] USAGE = "\"usage\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private UsageStripper() {}

    /**
     * The event as the caller sees it: nothing of it, all of it, or all but a usage of null. An event that cannot be
     * understood is seen as it is; so is usage beside choices, which a server sends on its own account.
     *
     * @param event the bytes of a server-sent event, the empty line at its end included
     */
    static byte[] of(byte[] event) {
        int start = indexOf(event, (byte) '{');
        int end = lastIndexOf(event, (byte) '}') + 1;
        if (start < 0 || end <= start || !mentionsUsage(event)) {
            return event;
        }
        try {
            JsonNode chunk = JSON.readTree(event, start, end - start);
            if (chunk.path("usage").isNull()) {
                return withoutUsage(event, start, end);
            }
            JsonNode choices = chunk.path("choices");
            boolean isExtra = chunk.path("usage").isObject() && choices.isArray() && choices.isEmpty();
            return isExtra ? NOTHING : event;
        } catch (IOException | RuntimeException e) {
            return event;
        }
    }

    /** Cuts the member out, together with the comma that sets it apart from the member before or after. */
    private static byte[] withoutUsage(byte[] event, int from, int to) throws IOException {
        JsonMember usage = JsonMember.find(event, from, to, "usage").orElseThrow();
        int start = usage.nameStart();
        int end = usage.valueEnd();
        int before = skipBlank(event, start - 1, -1);
        int after = skipBlank(event, end, 1);
        if (event[before] == ',') {
            start = before;
        } else if (event[after] == ',') {
            end = after + 1;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(event.length);
        kept.write(event, 0, start);
        kept.write(event, end, event.length - end);
        return kept.toByteArray();
    }

    private static int skipBlank(byte[] bytes, int start, int direction) {
        int at = start;
        while (bytes[at] == ' ' || bytes[at] == '\t') {
            at += direction;
        }
        return at;
    }

    private static boolean mentionsUsage(byte[] event) {
        for (int at = 0; at <= event.length - USAGE.length; at++) {
            if (Arrays.equals(event, at, at + USAGE.length, USAGE, 0, USAGE.length)) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(byte[] bytes, byte sought) {
        int at = 0;
        while (at < bytes.length && bytes[at] != sought) {
            at++;
        }
        return at < bytes.length ? at : -1;
    }

    private static int lastIndexOf(byte[] bytes, byte sought) {
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] != sought) {
            at--;
        }
        return at;
    }
}
