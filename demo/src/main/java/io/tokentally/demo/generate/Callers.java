package io.tokentally.demo.generate;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Tags;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Who makes the calls: few organizations and few of their users make most of them. */
final class Callers {

    private static final double ORGANIZATIONS = 0.8;
    private static final double USERS = 1.05;
    private static final int CUSTOMERS = 60;
    private static final int WITH_KEY_PERCENT = 70;
    private static final int TAGGED_PERCENT = 60;
    private static final List<String> TEAMS =
            List.of("search", "sourcing", "support", "platform", "sales", "finance", "research");

    /** A user, and the virtual key that the user's calls are made with; absent where they do not come through the gateway. */
    private record Caller(
            OrganizationId organizationId,
            UserId userId,
            int team,
            @Nullable VirtualKeyId keyId) {}

    private final Caller[][] callers;
    private final WeightedChoice organizations;
    private final WeightedChoice users;
    private final WeightedChoice customers = WeightedChoice.zipf(CUSTOMERS, USERS);
    private final Tags[] teams;
    private final Tags[][] teamsWithCustomers;

    Callers(UsagePlan plan) {
        SplittableRandom random = new SplittableRandom(plan.seed());
        callers = plan.organizations().stream()
                .map(organization -> callersOf(organization, plan.usersPerOrganization(), random))
                .toArray(Caller[][]::new);
        organizations = WeightedChoice.zipf(callers.length, ORGANIZATIONS);
        users = WeightedChoice.zipf(plan.usersPerOrganization(), USERS);
        teams = TEAMS.stream().map(team -> new Tags(Map.of("team", team))).toArray(Tags[]::new);
        teamsWithCustomers = TEAMS.stream().map(Callers::withCustomers).toArray(Tags[][]::new);
    }

    private static Caller[] callersOf(OrganizationId organization, int users, SplittableRandom random) {
        return IntStream.rangeClosed(1, users)
                .mapToObj(number -> new Caller(
                        organization,
                        GeneratedPeople.userId(organization, number),
                        random.nextInt(TEAMS.size()),
                        random.nextInt(100) < WITH_KEY_PERCENT ? keyId(random) : null))
                .toArray(Caller[]::new);
    }

    private static VirtualKeyId keyId(SplittableRandom random) {
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant2 = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new VirtualKeyId(new UUID(version4, variant2));
    }

    private static Tags[] withCustomers(String team) {
        return IntStream.rangeClosed(1, CUSTOMERS)
                .mapToObj(number -> new Tags(Map.of("team", team, "customer", "customer-%02d".formatted(number))))
                .toArray(Tags[]::new);
    }

    /** Whose the next call of a feature is. */
    Attribution next(Feature feature, RandomGenerator random) {
        Caller caller = callers[organizations.draw(random)][users.draw(random)];
        return new Attribution(
                caller.organizationId(),
                caller.userId(),
                feature.endpoint(),
                Attribution.Source.CONTEXT,
                tags(caller, feature, random),
                caller.keyId());
    }

    private Tags tags(Caller caller, Feature feature, RandomGenerator random) {
        if (random.nextInt(100) >= TAGGED_PERCENT) {
            return Tags.NONE;
        }
        return feature.forCustomers()
                ? teamsWithCustomers[caller.team()][customers.draw(random)]
                : teams[caller.team()];
    }
}
