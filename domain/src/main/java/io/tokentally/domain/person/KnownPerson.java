package io.tokentally.domain.person;

import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whose data is asked for.
 *
 * @param id that of their account, or the address of somebody who has none
 * @param address one that they had, beside those that the installation knows of them; absent where none was told
 */
public record KnownPerson(UserId id, @Nullable EmailAddress address) {}
