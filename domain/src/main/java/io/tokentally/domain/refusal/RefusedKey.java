package io.tokentally.domain.refusal;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;
import java.util.UUID;

/** The key of this installation that a refused call came with, and whose it is; or that an organization's program needs none. */
public record RefusedKey(OrganizationId organizationId, VirtualKeyId id) {

    /** Stands for the keys of programs that need none, since they call providers themselves: no key has this id. */
    public static final VirtualKeyId NO_KEY = new VirtualKeyId(new UUID(0, 0));

    /** Of a program of an organization's that needs no key. */
    public static RefusedKey noneOf(OrganizationId organizationId) {
        return new RefusedKey(organizationId, NO_KEY);
    }

    public boolean isKey() {
        return !id.equals(NO_KEY);
    }
}
