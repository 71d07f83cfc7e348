package io.tokentally.adapter.persistence.budget;

import java.time.Duration;
import java.util.UUID;

/**
 * How budgets are held.
 *
 * @param installation whose journal has the calls of this process; the same after a restart
 * @param refreshInterval how often budgets are read anew
 * @param timeout how long the database may take over an exchange of leases
 * @param leaseLifetime how long a lease holds that is not renewed
 * @param strictLeaseLifetime how long one of a strict budget does
 */
public record BudgetOptions(
        UUID installation,
        Duration refreshInterval,
        Duration timeout,
        Duration leaseLifetime,
        Duration strictLeaseLifetime) {

    /** For an installation whose identity nobody keeps. */
    public static BudgetOptions of(UUID installation) {
        return new BudgetOptions(
                installation, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofDays(1));
    }
}
