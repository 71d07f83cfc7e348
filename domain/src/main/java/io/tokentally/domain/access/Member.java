package io.tokentally.domain.access;

/** A person with their role in the organization that is looked at. */
public record Member(Person person, Role role) {}
