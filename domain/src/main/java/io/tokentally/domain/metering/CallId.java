package io.tokentally.domain.metering;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.TextsDigest;
import java.util.UUID;

/** What all attempts of one call have in common. It says nothing but that they belong together. */
public record CallId(UUID value) {

    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /**
     * The id of the calls that a key's holder names alike. Others that choose the same name have other ids, and the name cannot be
     * read out of it: it is the beginning of a digest.
     *
     * @param name such as the call's {@code Idempotency-Key}, whatever is in it
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8">RFC 9562, section 5.8</a>
     */
    public static CallId named(OrganizationId organizationId, VirtualKeyId keyId, String name) {
        TextsDigest digest = new TextsDigest(organizationId.value(), keyId.toString(), name);
        return new CallId(new UUID(
                (digest.nextLong() & ~0xF000L) | VERSION_8, (digest.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | VARIANT));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
