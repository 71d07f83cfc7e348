package io.tokentally.domain.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an audit chain as it is kept, for checking its hash.
 *
 * @param chain the organization, empty for the installation
 * @param detail the JSON document, to the letter
 * @param digests the JSON document, to the letter
 * @param digestOf what {@code digests} says, by the name of the field
 * @param personal what was not erased, by the name of the field
 * @param previousHash the hash of the entry before in hexadecimal, and zeros for the first
 */
public record ChainLink(
        String chain,
        long number,
        UUID id,
        Instant at,
        String action,
        @Nullable String subjectKind,
        @Nullable String subject,
        String detail,
        String digests,
        Map<String, String> digestOf,
        Map<String, SaltedText> personal,
        String previousHash,
        String hash) {

    public ChainLink {
        digestOf = Map.copyOf(digestOf);
        personal = Map.copyOf(personal);
    }
}
