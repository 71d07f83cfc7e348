package io.tokentally.domain.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person with their role in the organization that is looked at.
 *
 * @param secondFactor whether they sign in with a second factor
 * @param lastSignIn the hour in which they last signed in by browser; absent if they never did
 */
public record Member(
        Person person,
        Role role,
        boolean secondFactor,
        @Nullable Instant lastSignIn) {}
