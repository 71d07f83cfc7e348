package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.text.ParsesOutsideInput;
import io.tokentally.domain.usage.UsageRecordId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a page of calls ends, as text that the next page is asked for by: the last call's id and, so that it goes on with the same
 * question and nothing else, a digest of both. It opens nothing: whoever makes one up sees what they may see anyway.
 */
@ParsesOutsideInput
record CallCursor(OrganizationId organizationId, CallQuery query) {

    private static final int ID_BYTES = 16;
    private static final int DIGEST_BYTES = 8;

    String behind(UsageRecordId last) {
        ByteBuffer cursor = ByteBuffer.allocate(ID_BYTES + DIGEST_BYTES);
        cursor.put(bytes(last.value())).put(digest(last.value()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    /** @throws InvalidParameterException if it was made for another question, or by nobody */
    UsageRecordId read(String cursor) {
        try {
            ByteBuffer read = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (read.remaining() == ID_BYTES + DIGEST_BYTES) {
                UUID id = new UUID(read.getLong(), read.getLong());
                byte[] digest = new byte[DIGEST_BYTES];
                read.get(digest);
                if (Arrays.equals(digest, digest(id))) {
                    return new UsageRecordId(id);
                }
            }
        } catch (IllegalArgumentException e) {
            throw notOurs();
        }
        throw notOurs();
    }

    /** A call's id as it is written; empty for whatever is none. */
    static Optional<UsageRecordId> id(String text) {
        try {
            return Optional.of(new UsageRecordId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static InvalidParameterException notOurs() {
        return new InvalidParameterException(
                "cursor",
                "cursor is not the nextCursor of a page with these parameters. Leave it out to begin with the newest calls.");
    }

    private byte[] digest(UUID id) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes(id));
            // Days may have gone on since the page before.
            String question = "%s %s %s".formatted(organizationId, query.scope(), query.filter());
            return Arrays.copyOf(sha256.digest(question.getBytes(StandardCharsets.UTF_8)), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
