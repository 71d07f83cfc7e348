package io.tokentally.domain.access;

import io.tokentally.domain.text.PlainText;

/** A person's place in an organization. */
public record Membership(UserId userId, OrganizationId organizationId, String organizationName, Role role) {

    public Membership {
        organizationName = PlainText.require("organization name", organizationName, 255);
    }

    public Viewer viewer() {
        return new Viewer(userId, organizationId, role);
    }
}
