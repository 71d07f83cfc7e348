package io.tokentally.application.service.usage;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.out.access.Sessions;
import io.tokentally.application.port.out.access.WorkSessions;
import io.tokentally.application.port.out.report.ReportsReplica;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.service.reading.FairTurns;
import io.tokentally.application.service.reading.Shares;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.Membership;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionFixtures;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.TimeRange;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.TooManyReadingsException;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCallsServiceTest {

    private static final Viewer ADMIN = ViewerFixtures.viewer(MEMBER, ACME, Role.ADMIN);
    private static final int PAGE = ExportCallsService.PAGE;
    private static final CallQuery QUERY =
            CallQuery.of(UsageScope.ORGANIZATION, Period.lastDays(7, NOON, ZoneOffset.UTC));

    private final FairTurns exports = turns(1);
    private final FairTurns reading = turns(1);
    private final Ledger ledger = new Ledger();
    private final Roles roles = new Roles();
    private Role role = Role.ADMIN;
    private final ExportCallsService service =
            new ExportCallsService(new CallPages(ledger, roles), ReportsReplica.NONE, roles, exports, reading);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 234})
    void handsOverEveryCallOnce(int calls) {
        ledger.hold(calls);

        assertThat(exported()).isEqualTo(ledger.calls);
    }

    @Test
    void noTurnOfReadingIsHeldWhileAPageIsTaken() {
        ledger.hold(2 * PAGE + 200);

        service.export(ADMIN, QUERY, call -> assertThat(reading.taken()).isZero());

        assertThat(ledger.takenWhileReading).containsExactly(1, 1, 1);
    }

    @Test
    void anExportUnderWayHoldsAPlaceAndTheNextOneIsRefused() {
        ledger.hold(1);

        service.export(
                ADMIN, QUERY, call -> assertThatThrownBy(this::exported).isInstanceOf(TooManyReadingsException.class));

        assertThat(exported()).hasSize(1);
    }

    @Test
    void aReaderWhoLeavesFreesEverythingAtOnce() {
        ledger.hold(PAGE + 100);
        Consumer<UsageRecord> gone = call -> {
            throw new IllegalStateException("gone");
        };

        assertThatThrownBy(() -> service.export(ADMIN, QUERY, gone)).hasMessage("gone");

        assertThat(exports.taken()).isZero();
        assertThat(reading.taken()).isZero();
        assertThat(roles.open).isZero();
        assertThat(ledger.takenWhileReading).hasSize(1);
    }

    @Test
    void whoLosesTheirRoleMeanwhileGetsNoPartThatLooksWhole() {
        ledger.hold(PAGE + 100);
        List<UsageRecord> taken = new ArrayList<>();

        assertThatThrownBy(() -> service.export(ADMIN, QUERY, call -> {
                    taken.add(call);
                    role = Role.MEMBER;
                }))
                .isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("Your role in acme changed");

        assertThat(taken).hasSize(PAGE);
        assertThat(exports.taken()).isZero();
    }

    @Test
    void aMemberWhoAsksForTheOrganizationIsDeniedBeforeAnythingIsTaken() {
        Viewer member = ViewerFixtures.viewer(MEMBER, ACME, Role.MEMBER);

        assertThatThrownBy(() -> service.export(member, QUERY, call -> {})).isInstanceOf(AccessRefusedException.class);
        assertThat(ledger.takenWhileReading).isEmpty();
    }

    private List<UsageRecord> exported() {
        List<UsageRecord> taken = new ArrayList<>();
        service.export(ADMIN, QUERY, taken::add);
        return taken;
    }

    private static FairTurns turns(int places) {
        return new FairTurns(new Shares("exports", places, places, places, 0, Duration.ZERO, Duration.ofSeconds(1)));
    }

    /** Calls in memory, which know how many turns were taken while they were read. */
    private final class Ledger implements CallHistory {

        private List<UsageRecord> calls = List.of();
        private final List<Integer> takenWhileReading = new ArrayList<>();

        void hold(int count) {
            calls = IntStream.range(0, count)
                    .mapToObj(number -> aUsageRecord()
                            .at(NOON.minusMillis(number / 3))
                            .withSeed(number)
                            .build())
                    .sorted((one, other) -> other.id().compareTo(one.id()))
                    .toList();
        }

        @Override
        public List<UsageRecord> findOlder(
                Viewer viewer,
                UsageScope scope,
                TimeRange range,
                CallFilter filter,
                @Nullable UsageRecordId than,
                int limit) {
            takenWhileReading.add(reading.taken());
            return calls.stream()
                    .filter(call -> than == null || call.id().compareTo(than) < 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<UsageRecord> findTop(
                Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter, CallRanking ranking, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<UsageRecord> findAttempts(Viewer viewer, CallId call, TimeRange range, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long count(Viewer viewer, UsageScope scope, TimeRange range, CallFilter filter) {
            throw new UnsupportedOperationException();
        }
    }

    /** Work, and the role that the viewer has at that moment. */
    private final class Roles implements WorkSessions, Sessions {

        private int open;

        @Override
        public Viewer open(Viewer viewer, String job, Duration lifetime) {
            open++;
            return viewer.by(new ViewerToken(job));
        }

        @Override
        public void end(Viewer worker) {
            assertThat(worker.token()).isEqualTo(new ViewerToken("export"));
            open--;
        }

        @Override
        public Optional<Session> find(ViewerToken token) {
            Person person = new Person(MEMBER, "member@acme.example", "Mia Schmidt");
            return Optional.of(SessionFixtures.browser(person, new Membership(MEMBER, ACME, "Acme", role)))
                    .filter(session -> token.equals(new ViewerToken("export")));
        }

        @Override
        public void open(ViewerToken token, NewSession session) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void noteActivity(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void renewAuthentication(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(ViewerToken token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void replacePassword(ViewerToken token, String passwordHash) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long purge() {
            throw new UnsupportedOperationException();
        }
    }
}
