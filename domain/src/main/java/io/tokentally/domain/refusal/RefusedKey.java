package io.tokentally.domain.refusal;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.VirtualKeyId;

/** The key of this installation that a refused call came with, and whose it is. */
public record RefusedKey(OrganizationId organizationId, VirtualKeyId id) {}
