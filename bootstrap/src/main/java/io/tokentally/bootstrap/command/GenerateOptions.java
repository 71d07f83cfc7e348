package io.tokentally.bootstrap.command;

import io.tokentally.demo.generate.GeneratedPeople;
import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.PasswordRefusedException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code generate} was called with.
 *
 * @param existing the organization that is there already; absent where organizations are made
 * @param skipped how many of the first calls are left out
 * @param password what generated people sign in with; absent where they do not
 */
record GenerateOptions(
        UsagePlan plan,
        @Nullable OrganizationId existing,
        long skipped,
        @Nullable NewPassword password) {

    private static final String CALLS = "--calls";
    private static final String DAYS = "--days";
    static final String UNTIL = "--until";
    private static final String ORGANIZATIONS = "--organizations";
    static final String ORGANIZATION = "--organization";
    private static final String USERS = "--users";
    private static final String SEED = "--seed";
    static final String SKIP = "--skip";
    private static final String PASSWORD = "--password";

    private static final int USUAL_DAYS = 30;
    private static final int USUAL_USERS = 300;
    private static final long USUAL_SEED = 1;

    /**
     * @param today where the generated people are; the calls end before
     * @throws CommandRefusedException if an option is missing, unknown, or cannot be followed
     */
    static GenerateOptions of(CommandRun run, LocalDate today) {
        run.requireOnly(CALLS, DAYS, UNTIL, ORGANIZATIONS, ORGANIZATION, USERS, SEED, SKIP, PASSWORD);
        requireOneOf(run);
        Optional<OrganizationId> existing = run.option(ORGANIZATION).map(GenerateOptions::organization);
        int made = existing.isPresent() ? 1 : (int) number(run, ORGANIZATIONS, 1, 1, UsagePlan.MAX_USERS);
        int users = (int) number(run, USERS, USUAL_USERS, 1, UsagePlan.MAX_USERS / made);
        int days = (int) number(run, DAYS, USUAL_DAYS, 1, UsagePlan.MAX_DAYS);
        long calls = calls(run, made);
        UsagePlan plan = new UsagePlan(
                existing.map(List::of).orElseGet(() -> GeneratedPeople.organizations(made)),
                users,
                calls,
                until(run, today).minusDays(days - 1L),
                days,
                number(run, SEED, USUAL_SEED, Long.MIN_VALUE, Long.MAX_VALUE));
        return new GenerateOptions(
                plan,
                existing.orElse(null),
                number(run, SKIP, 0, 0, calls),
                run.option(PASSWORD).map(GenerateOptions::password).orElse(null));
    }

    private static void requireOneOf(CommandRun run) {
        boolean made = run.option(ORGANIZATIONS).isPresent();
        boolean existing = run.option(ORGANIZATION).isPresent();
        if (made && existing) {
            throw new CommandRefusedException(
                    "%s and %s do not go together.".formatted(ORGANIZATION, ORGANIZATIONS), "Give one of them.");
        }
        if (!made && !existing) {
            throw new CommandRefusedException(
                    "It is not said whose usage is to be generated.",
                    "Give %s=50 to make organizations, or %s=acme for one that is there."
                            .formatted(ORGANIZATIONS, ORGANIZATION));
        }
    }

    private static OrganizationId organization(String text) {
        try {
            return new OrganizationId(text);
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(
                    "%s names no organization: %s.".formatted(ORGANIZATION, e.getMessage()),
                    "Give the id of one, as in %s=acme.".formatted(ORGANIZATION));
        }
    }

    private static long calls(CommandRun run, int organizations) {
        if (run.option(CALLS).isEmpty()) {
            throw new CommandRefusedException(
                    "%s is missing.".formatted(CALLS), "Give it, as in %s=100000.".formatted(CALLS));
        }
        long calls = number(run, CALLS, 1, 1, UsagePlan.MAX_CALLS);
        if (calls < organizations) {
            throw new CommandRefusedException(
                    "%s=%d is too few for %d organizations.".formatted(CALLS, calls, organizations),
                    "Give %s=%d or more, or fewer %s.".formatted(CALLS, organizations, ORGANIZATIONS));
        }
        return calls;
    }

    private static LocalDate until(CommandRun run, LocalDate today) {
        LocalDate yesterday = today.minusDays(1);
        LocalDate until = run.option(UNTIL).map(GenerateOptions::date).orElse(yesterday);
        if (until.isAfter(yesterday)) {
            throw new CommandRefusedException(
                    "%s=%s is a day that is not over.".formatted(UNTIL, until),
                    "Give %s or a day before, or leave it out.".formatted(yesterday));
        }
        return until;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandRefusedException(
                    "%s=%s is no day.".formatted(UNTIL, text),
                    "Give the last one, as in %s=2026-11-28.".formatted(UNTIL));
        }
    }

    private static NewPassword password(String text) {
        try {
            return new NewPassword(text);
        } catch (PasswordRefusedException e) {
            throw new CommandRefusedException(
                    "%s: %s".formatted(PASSWORD, e.getMessage()),
                    "Give another, or leave it out: nobody signs in as generated people then.");
        }
    }

    private static long number(CommandRun run, String option, long usual, long least, long most) {
        String text = run.option(option).orElse(Long.toString(usual));
        try {
            long number = Long.parseLong(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number that is out of range is.
        }
        throw new CommandRefusedException(
                "%s=%s is not possible.".formatted(option, text),
                "Give a whole number between %d and %d.".formatted(least, most));
    }
}
