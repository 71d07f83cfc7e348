package io.tokentally.domain.access;

/**
 * An organization as whoever runs the installation sees it: who is in it and what they spend stays its own.
 *
 * @param owners how many of its people are owners and can sign in
 * @param openInvitations how many links lead into it
 */
public record InstalledOrganization(OrganizationId id, String name, long people, long owners, long openInvitations) {}
