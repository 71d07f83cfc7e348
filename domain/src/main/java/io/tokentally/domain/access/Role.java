package io.tokentally.domain.access;

/** What a person may see and do in one organization. */
public enum Role {
    /** Sees their own usage. */
    MEMBER,
    /** Sees the organization's usage as well. */
    ADMIN,
    /** An admin who also answers for the organization and its settings. */
    OWNER;

    public boolean seesOrganization() {
        return this == ADMIN || this == OWNER;
    }
}
