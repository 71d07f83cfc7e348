package io.tokentally.domain.metering;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call belongs to.
 *
 * @param source whether the caller said so or the configured default stepped in
 * @param tags what else the caller said of it
 * @param keyId the virtual key that it was made with; absent for calls that did not come through the gateway
 */
public record Attribution(
        OrganizationId organizationId,
        UserId userId,
        Endpoint endpoint,
        Source source,
        Tags tags,
        @Nullable VirtualKeyId keyId) {

    /** Where an attribution comes from. */
    public enum Source {
        /** The caller named user, organization and endpoint, or showed a key that does. */
        CONTEXT,
        /** A service named somebody who is no member of its organization. */
        NON_MEMBER,
        /** Nobody did, and the configured default stands in. */
        DEFAULT
    }

    /** An attribution without tags, of a call that no virtual key was shown for. */
    public Attribution(OrganizationId organizationId, UserId userId, Endpoint endpoint, Source source) {
        this(organizationId, userId, endpoint, source, Tags.NONE, null);
    }

    /** An attribution that the caller named. */
    public static Attribution of(OrganizationId organizationId, UserId userId, Endpoint endpoint) {
        return new Attribution(organizationId, userId, endpoint, Source.CONTEXT);
    }
}
