package io.tokentally.domain.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of an audit chain: SHA-256 over fields, each as the decimal count of its bytes in UTF-8, a colon and these
 * bytes, and {@code -1:} for none. {@code docs/audit.md} says which fields in which order.
 */
final class ChainHash {

    /** What the first entry of a chain has as the hash of the one before. */
    static final String NONE = "0".repeat(64);

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ChainHash() {}

    static String of(ChainLink link) {
        return digest(
                "tokentally-audit-1",
                link.chain(),
                Long.toString(link.number()),
                link.id().toString(),
                time(link.at()),
                link.action(),
                link.subjectKind(),
                link.subject(),
                link.detail(),
                link.digests(),
                link.previousHash());
    }

    static String ofPersonal(String field, SaltedText text) {
        return digest(text.salt(), field, text.value());
    }

    static byte[] message(@Nullable String... fields) {
        StringBuilder message = new StringBuilder();
        Arrays.stream(fields).forEach(field -> {
            if (field == null) {
                message.append("-1:");
            } else {
                message.append(field.getBytes(StandardCharsets.UTF_8).length)
                        .append(':')
                        .append(field);
            }
        });
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(@Nullable String... fields) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message(fields)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String time(Instant at) {
        return MICROSECONDS.format(at);
    }
}
