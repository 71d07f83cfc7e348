package io.tokentally.domain.key;

import io.tokentally.domain.access.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an organization's owners have laid down for virtual keys.
 *
 * @param usual what a key may do if whoever makes it says nothing else
 * @param ceiling the most that members' own keys may do, those that exist among them; absent if owners have laid none down:
 *     then members make no key that may do more than {@link KeyPolicy#STANDARD}, and what exists keeps its rights
 * @param mostKeys how many keys a member may have that open something; absent for the installation's limit
 * @param mostDays how many days of 24 hours a new key of a member's own is good for at most; absent if it may be good for ever
 */
public record OrganizationKeyPolicy(
        KeyPolicy usual,
        @Nullable KeyPolicy ceiling,
        @Nullable Integer mostKeys,
        @Nullable Integer mostDays) {

    public static final int MAX_KEYS = 100;
    public static final int MAX_DAYS = 3_650;

    /** Where owners have laid nothing down. */
    public static final OrganizationKeyPolicy DEFAULT = new OrganizationKeyPolicy(KeyPolicy.STANDARD, null, null);

    /** @throws KeyRefusedException if the number of keys or of days is none that could be */
    public OrganizationKeyPolicy {
        if (mostKeys != null && (mostKeys < 0 || mostKeys > MAX_KEYS)) {
            throw new KeyRefusedException("Members have between 0 and %d keys, not %d.".formatted(MAX_KEYS, mostKeys));
        }
        if (mostDays != null && (mostDays < 1 || mostDays > MAX_DAYS)) {
            throw new KeyRefusedException(
                    "Keys are good for between 1 and %d days, not %d.".formatted(MAX_DAYS, mostDays));
        }
    }

    /** Members' keys may be good for ever. */
    public OrganizationKeyPolicy(KeyPolicy usual, @Nullable KeyPolicy ceiling, @Nullable Integer mostKeys) {
        this(usual, ceiling, mostKeys, null);
    }

    /** When a new key of a member's own ends at the latest; absent if it may be good for ever. */
    public @Nullable Instant lastEnd(Instant madeAt) {
        return mostDays == null ? null : madeAt.plus(Duration.ofDays(mostDays));
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
