package io.tokentally.domain.access;

/**
 * A person with their role in the organization that is looked at.
 *
 * @param secondFactor whether they sign in with a second factor
 */
public record Member(Person person, Role role, boolean secondFactor) {}
