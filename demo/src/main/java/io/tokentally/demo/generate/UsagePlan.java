package io.tokentally.demo.generate;

import io.tokentally.domain.access.OrganizationId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * What usage is to be generated. The same plan always has the same calls.
 *
 * @param organizations whose usage it is, the busiest first
 * @param usersPerOrganization how many users each of them has
 * @param calls how many there are in all
 * @param firstDay the first of the days
 * @param days how many there are, at most {@value #MAX_DAYS}
 * @param seed another one makes other calls
 */
public record UsagePlan(
        List<OrganizationId> organizations,
        int usersPerOrganization,
        long calls,
        LocalDate firstDay,
        int days,
        long seed) {

    /** Where the users are, and whose days the plan's are. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    public static final int MAX_DAYS = 3_660;

    /** As many users as all organizations together may have: each is held in memory, and has an account. */
    public static final int MAX_USERS = 200_000;

    public static final long MAX_CALLS = 100_000_000_000L;

    public UsagePlan {
        organizations = List.copyOf(organizations);
        requireBetween("organizations", organizations.size(), 1, MAX_USERS);
        requireBetween("users of all organizations", (long) organizations.size() * usersPerOrganization, 1, MAX_USERS);
        requireBetween("calls", calls, organizations.size(), MAX_CALLS);
        requireBetween("days", days, 1, MAX_DAYS);
    }

    private static void requireBetween(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The number of %s must lie between %d and %d, not be %d".formatted(what, least, most, value));
        }
    }

    public LocalDate lastDay() {
        return firstDay.plusDays(days - 1L);
    }
}
