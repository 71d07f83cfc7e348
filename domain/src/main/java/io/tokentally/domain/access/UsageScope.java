package io.tokentally.domain.access;

/** How far a look at the usage reaches. */
public enum UsageScope {
    /** The viewer's own usage in the organization. */
    OWN,
    /** Everybody's usage in the organization: for admins and owners. */
    ORGANIZATION
}
