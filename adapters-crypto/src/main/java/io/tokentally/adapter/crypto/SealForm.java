package io.tokentally.adapter.crypto;

import io.tokentally.domain.key.SealedSecret;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * How a sealed secret begins: one byte for its form, and in the current form eight bytes that tell which master key it is
 * under, the first of the master key's mark.
 */
final class SealForm {

    private static final byte FIRST = 1;
    private static final byte CURRENT = 2;
    private static final int ID_BYTES = 8;
    private static final int HEAD_BYTES = 1 + ID_BYTES;

    /** Base64 is cut where twelve letters are nine whole bytes. */
    private static final int HEAD_LETTERS = 12;

    /** What can be told from the beginning. */
    enum Kind {
        /** It tells its master key. */
        NAMED,
        /** The first form, which does not. */
        NAMELESS,
        /** No form of ours. */
        DAMAGED
    }

    private final Kind kind;
    private final byte[] head;

    private SealForm(Kind kind, byte[] head) {
        this.kind = kind;
        this.head = head;
    }

    static SealForm of(SealedSecret sealed) {
        byte[] head;
        try {
            Base64.getDecoder().decode(sealed.base64());
            head = Base64.getDecoder()
                    .decode(sealed.base64()
                            .substring(0, Math.min(HEAD_LETTERS, sealed.base64().length())));
        } catch (IllegalArgumentException e) {
            return new SealForm(Kind.DAMAGED, new byte[0]);
        }
        if (head.length == HEAD_BYTES && head[0] == CURRENT) {
            return new SealForm(Kind.NAMED, head);
        }
        boolean first = head.length == HEAD_BYTES && head[0] == FIRST;
        return new SealForm(first ? Kind.NAMELESS : Kind.DAMAGED, head);
    }

    /** How whatever is sealed under that master key begins. */
    static byte[] head(MasterKey master) {
        byte[] mark = Base64.getDecoder().decode(master.mark());
        return ByteBuffer.allocate(HEAD_BYTES)
                .put(CURRENT)
                .put(mark, 0, ID_BYTES)
                .array();
    }

    Kind kind() {
        return kind;
    }

    /** The one of these that it is sealed under. */
    @Nullable
    MasterKey masterAmong(MasterKeys masterKeys) {
        if (Arrays.equals(head, head(masterKeys.current()))) {
            return masterKeys.current();
        }
        MasterKey previous = masterKeys.previous();
        return previous != null && Arrays.equals(head, head(previous)) ? previous : null;
    }
}
