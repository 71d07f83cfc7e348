package io.tokentally.adapter.openai.usage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of JSON of which a few are changed, and all others stay as they are. */
final class ChangedBytes {

    private ChangedBytes() {}

    /** The text in place of those from one on until just before another. */
    static byte[] spliced(byte[] bytes, int from, String text, int to) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(bytes.length + text.length());
        changed.write(bytes, 0, from);
        changed.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        changed.write(bytes, to, bytes.length - to);
        return changed.toByteArray();
    }

    /** An object that has members, with another one ahead of them. */
    static byte[] withFirst(byte[] object, String member) {
        int start = 0;
        while (object[start] != '{') {
            start++;
        }
        return spliced(object, start + 1, member + ",", start + 1);
    }
}
