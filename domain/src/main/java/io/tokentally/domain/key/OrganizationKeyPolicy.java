package io.tokentally.domain.key;

import io.tokentally.domain.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * What an organization's owners have laid down for virtual keys.
 *
 * @param usual what a key may do if whoever makes it says nothing else
 * @param ceiling the most that members' own keys may do, those that exist among them; absent if owners have laid none down:
 *     then members make no key that may do more than {@link KeyPolicy#STANDARD}, and what exists keeps its rights
 * @param mostKeys how many keys a member may have that open something; absent for the installation's limit
 */
public record OrganizationKeyPolicy(
        KeyPolicy usual,
        @Nullable KeyPolicy ceiling,
        @Nullable Integer mostKeys) {

    public static final int MAX_KEYS = 100;

    /** Where owners have laid nothing down. */
    public static final OrganizationKeyPolicy DEFAULT = new OrganizationKeyPolicy(KeyPolicy.STANDARD, null, null);

    /** @throws KeyRefusedException if the number of keys is none that could be */
    public OrganizationKeyPolicy {
        if (mostKeys != null && (mostKeys < 0 || mostKeys > MAX_KEYS)) {
            throw new KeyRefusedException("Members have between 0 and %d keys, not %d.".formatted(MAX_KEYS, mostKeys));
        }
    }

    /** The most that a new key of a member's own may do. */
    public KeyPolicy mostForMembers() {
        return ceiling == null ? KeyPolicy.STANDARD : ceiling;
    }

    /** What a new key may do if whoever makes it says nothing else. */
    public KeyPolicy usualFor(Role role) {
        return role == Role.OWNER ? usual : usual.cappedBy(mostForMembers());
    }
}
