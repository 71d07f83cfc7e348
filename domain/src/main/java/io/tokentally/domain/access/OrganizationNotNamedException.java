package io.tokentally.domain.access;

import java.util.List;

/**
 * A person of several organizations has to say which one they mean. The message says so, fit for that person.
 */
public final class OrganizationNotNamedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Membership> choices;

    public OrganizationNotNamedException(String message, List<Membership> choices) {
        super(message);
        this.choices = List.copyOf(choices);
    }

    /** The organizations to choose from, by name. */
    public List<Membership> choices() {
        return choices;
    }
}
