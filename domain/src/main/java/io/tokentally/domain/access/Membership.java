package io.tokentally.domain.access;

import io.tokentally.domain.text.PlainText;

/** A person's place in an organization. */
public record Membership(UserId userId, OrganizationId organizationId, String organizationName, Role role) {

    public Membership {
        organizationName = PlainText.require("organization name", organizationName, 255);
    }

    /** The person as who looks at this organization, proven by that token. */
    public Viewer viewer(ViewerToken token) {
        return new Viewer(userId, organizationId, role, token);
    }
}
