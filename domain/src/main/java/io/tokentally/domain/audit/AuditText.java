package io.tokentally.domain.audit;

import org.jspecify.annotations.Nullable;

/**
 * A text in an audit entry, which may have been erased since.
 *
 * @param value null where it was erased
 */
public record AuditText(@Nullable String value) {

    public static final AuditText ERASED = new AuditText(null);
}
