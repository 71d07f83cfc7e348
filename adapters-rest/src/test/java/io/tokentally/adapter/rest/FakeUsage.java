package io.tokentally.adapter.rest;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;

import io.tokentally.application.port.in.access.CurrentViewer;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.UnknownOrganizationException;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageSummary;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Use cases that answer what a test has put in, to the viewer that it has chosen, and remember what they were asked. */
final class FakeUsage {

    /** Where the answers come from; may fail. */
    interface Calls {
        Stream<UsageRecord> stream();
    }

    private static final Map<OrganizationId, Role> NOBODY = Map.of();

    private Map<OrganizationId, Role> roles = NOBODY;
    private Calls calls = Stream::empty;
    private @Nullable Set<Session.Scope> scopes;
    private boolean operator;
    private @Nullable RuntimeException failure;
    private @Nullable CallQuery lastQuery;
    private int lastLimit;
    private @Nullable CallRanking lastRanking;
    private @Nullable Period lastPeriod;

    void reset() {
        roles = Map.of(ACME, Role.MEMBER);
        scopes = null;
        operator = false;
        calls = Stream::empty;
        failure = null;
        lastQuery = null;
        lastLimit = 0;
        lastRanking = null;
        lastPeriod = null;
    }

    void signIn(Role role) {
        roles = Map.of(ACME, role);
    }

    /** By an API token from now on, which may do that. */
    void byToken(Session.Scope... scopesOfToken) {
        scopes = Set.of(scopesOfToken);
    }

    /** Who runs the installation, and belongs to no organization. */
    void signInOperator() {
        roles = NOBODY;
        operator = true;
    }

    void signOut() {
        roles = NOBODY;
    }

    void alsoIn(OrganizationId organizationId, Role role) {
        Map<OrganizationId, Role> both = new LinkedHashMap<>(roles);
        both.put(organizationId, role);
        roles = both;
    }

    void holds(Calls source) {
        calls = source;
    }

    void holds(UsageRecord... records) {
        calls = () -> Stream.of(records);
    }

    CallQuery lastQuery() {
        return Optional.ofNullable(lastQuery).orElseThrow();
    }

    @Nullable
    CallRanking lastRanking() {
        return lastRanking;
    }

    int lastLimit() {
        return lastLimit;
    }

    Period lastPeriod() {
        return Optional.ofNullable(lastPeriod).orElseThrow();
    }

    CurrentViewer currentViewer() {
        return new CurrentViewer() {
            @Override
            public boolean mustChangePassword() {
                return false;
            }

            @Override
            public Viewer viewer() {
                if (roles.isEmpty()) {
                    throw new AccessRefusedException("Nobody is signed in.");
                }
                return ViewerFixtures.viewer(MEMBER, ACME, roles.getOrDefault(ACME, Role.MEMBER));
            }

            @Override
            public Viewer viewerIn(OrganizationId organizationId) {
                return Optional.ofNullable(roles.get(organizationId))
                        .map(role -> ViewerFixtures.viewer(MEMBER, organizationId, role))
                        .orElseThrow(() -> new UnknownOrganizationException(organizationId));
            }

            @Override
            public Session session() {
                Person person = new Person(MEMBER, "member@acme.example", "Mia Schmidt");
                if (operator) {
                    return SessionFixtures.operator(SessionLimit.NONE, person);
                }
                if (roles.isEmpty()) {
                    throw new AccessRefusedException("Nobody is signed in.");
                }
                Membership[] all = memberships().toArray(Membership[]::new);
                return scopes == null
                        ? SessionFixtures.browser(person, all)
                        : SessionFixtures.apiToken(person, scopes, all);
            }

            @Override
            public List<Membership> memberships() {
                return roles.entrySet().stream()
                        .map(entry -> new Membership(
                                MEMBER, entry.getKey(), entry.getKey().value(), entry.getValue()))
                        .toList();
            }

            @Override
            public void switchTo(OrganizationId organizationId) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** Fails from now on, until the reset. */
    void failWith(RuntimeException exception) {
        failure = exception;
        calls = () -> {
            throw exception;
        };
    }

    UsageSummary summarize(Viewer viewer, UsageScope scope, Period period) {
        viewer.requireMayLook(scope);
        if (failure != null) {
            throw failure;
        }
        lastPeriod = period;
        UsageTotals large = new UsageTotals(3, 1, 1, 0, 20_000, 5_000, Money.usd("0.0040000000000000000001"));
        UsageTotals small = new UsageTotals(1, 0, 0, 1, 10, 5, Money.usd("0.0000001"));
        UsageTotals before = new UsageTotals(2, 0, 0, 0, 0, 0, Money.usd("0.002"));
        Map<Endpoint, UsageTotals> byEndpoint = new LinkedHashMap<>();
        byEndpoint.put(new Endpoint("zebra"), large);
        byEndpoint.put(new Endpoint("ant"), small);
        return new UsageSummary(
                period,
                large.plus(small),
                2,
                before,
                byEndpoint,
                Map.of(new ModelName("gpt-4.1-nano"), large.plus(small)),
                Map.of(new ModelName("gpt-4.1-nano-2025-04-14"), large.plus(small)),
                Map.of(MEMBER, large.plus(small)),
                Map.of(period.lastDay(), large.plus(small)),
                null);
    }

    ListCallsUseCase listCalls() {
        return new ListCallsUseCase() {
            @Override
            public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
                viewer.requireMayLook(query.scope());
                lastQuery = query;
                lastRanking = ranking;
                return calls.stream().limit(CallRanking.MOST).toList();
            }

            @Override
            public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
                viewer.requireMayLook(query.scope());
                lastQuery = query;
                lastLimit = limit;
                return calls.stream()
                        .filter(call -> than == null || call.id().compareTo(than) < 0)
                        .sorted(Comparator.comparing(UsageRecord::id).reversed())
                        .limit(limit)
                        .toList();
            }

            @Override
            public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
                return calls.stream().filter(call -> call.id().equals(id)).findAny();
            }

            @Override
            public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
                return calls.stream()
                        .filter(attempt -> call.equals(attempt.trace().attempt().call()))
                        .toList();
            }

            @Override
            public long count(Viewer viewer, CallQuery query) {
                return calls.stream().count();
            }
        };
    }

    void export(Viewer viewer, CallQuery query, Consumer<UsageRecord> sink) {
        viewer.requireMayLook(query.scope());
        lastQuery = query;
        try (Stream<UsageRecord> stream = calls.stream()) {
            stream.forEach(sink);
        }
    }
}
