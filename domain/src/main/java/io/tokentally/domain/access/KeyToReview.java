package io.tokentally.domain.access;

import java.time.Instant;

/**
 * A key whose holder's password was reset, so that an owner has to say whether it stays.
 *
 * @param holder whose it is, as others read of them
 * @param resetAt when the password was reset
 */
public record KeyToReview(VirtualKeyId id, String name, String prefix, String holder, Instant resetAt) {}
