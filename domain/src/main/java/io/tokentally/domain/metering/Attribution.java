package io.tokentally.domain.metering;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;

/**
 * Whom a call belongs to.
 *
 * @param source whether the caller said so or the configured default stepped in
 */
public record Attribution(OrganizationId organizationId, UserId userId, Endpoint endpoint, Source source) {

    /** Where an attribution comes from. */
    public enum Source {
        /** The caller named user, organization and endpoint. */
        CONTEXT,
        /** Nobody did, and the configured default stands in. */
        DEFAULT
    }

    /** An attribution that the caller named. */
    public static Attribution of(OrganizationId organizationId, UserId userId, Endpoint endpoint) {
        return new Attribution(organizationId, userId, endpoint, Source.CONTEXT);
    }
}
