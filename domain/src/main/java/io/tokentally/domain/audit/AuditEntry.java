package io.tokentally.domain.audit;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an audit log, as people read it: who did what, to whom, from where, and what was before and after.
 *
 * @param chain the organization, empty for the installation
 * @param number 1 for the first of its chain, without gaps
 * @param actor the user id; null where nobody was signed in
 * @param subjectKind what was acted on, such as {@code price}
 * @param subject its name or id
 * @param address the client's
 * @param before fields by name, empty where there was nothing
 * @param hash of the entry and all before it, in hexadecimal
 */
public record AuditEntry(
        String chain,
        long number,
        UUID id,
        Instant at,
        AuditAction action,
        @Nullable AuditText actor,
        @Nullable String subjectKind,
        @Nullable AuditText subject,
        @Nullable AuditText address,
        Map<String, AuditText> before,
        Map<String, AuditText> after,
        String hash) {

    public AuditEntry {
        if (number < 1) {
            throw new IllegalArgumentException("number must be 1 or more, not " + number);
        }
        before = Collections.unmodifiableMap(new TreeMap<>(before));
        after = Collections.unmodifiableMap(new TreeMap<>(after));
    }
}
