package io.tokentally.tck.refusal;

import static io.tokentally.domain.key.KeyFixtures.keyOf;
import static io.tokentally.domain.key.KeyFixtures.keyOfService;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.application.port.out.refusal.RefusalLedger;
import io.tokentally.application.port.out.refusal.RefusalReports;
import io.tokentally.application.port.out.refusal.StrayCalls;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalBatch;
import io.tokentally.domain.refusal.RefusalCounter;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalQuery.Dimension;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.refusal.RefusedKey;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.summary.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What refused calls are kept and told by. There are none at the start of each test. */
public abstract class RefusalLedgerContract {

    protected static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    protected static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ALICE = ViewerFixtures.viewer(new UserId("alice"), ACME, Role.ADMIN);
    protected static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final Viewer GWEN = ViewerFixtures.viewer(new UserId("gwen"), GLOBEX, Role.OWNER);

    protected static final VirtualKey ADAS = keyOf(ADA, "laptop");
    private static final VirtualKey SERVICE = keyOfService(OSCAR, "import");
    private static final VirtualKey GWENS = keyOf(GWEN, "elsewhere");

    private static final UUID ONE = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    protected static final Instant HOUR = Instant.parse("2026-03-01T12:00:00Z");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Period DAY = new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 1), UTC);

    protected abstract RefusalLedger ledger();

    protected abstract RefusalReports reports();

    protected abstract StrayCalls strayCalls();

    /** The viewer is who they say they are. */
    protected abstract void givenMember(Viewer viewer);

    /** The token of a session of somebody who runs the installation. */
    protected abstract ViewerToken givenOperator();

    /** The viewer has made the key. */
    protected abstract void givenKey(Viewer viewer, VirtualKey key);

    /** Reads as a service would, in a transaction if there are any. */
    protected <T> T reading(Supplier<T> work) {
        return work.get();
    }

    @BeforeEach
    void register() {
        List.of(OSCAR, ALICE, ADA, GWEN).forEach(this::givenMember);
        givenKey(ADA, ADAS);
        givenKey(OSCAR, SERVICE);
        givenKey(GWEN, GWENS);
    }

    protected static RefusedKey of(VirtualKey key) {
        return new RefusedKey(key.organizationId(), key.id());
    }

    private static RefusedCall call(@Nullable VirtualKey key, RefusalReason reason, Instant at) {
        return new RefusedCall(at, reason, key == null ? null : of(key), null, null, null, null, null, null);
    }

    /** What a process has counted of these calls. */
    protected static RefusalBatch batch(UUID writer, long number, RefusedCall... calls) {
        Map<RefusalCounter, Long> counted =
                Stream.of(calls).collect(Collectors.groupingBy(RefusedCall::counter, Collectors.counting()));
        return new RefusalBatch(writer, number, counted, List.of(calls));
    }

    private static RefusalQuery query(UsageScope scope, Grain grain, int top, Dimension... by) {
        return new RefusalQuery(scope, DAY, grain, List.of(by), top);
    }

    private List<RefusalReport.Row> told(Viewer viewer, RefusalQuery query) {
        return reading(() -> reports().rows(viewer, query));
    }

    private long count(Viewer viewer, UsageScope scope) {
        return told(viewer, query(scope, Grain.TOTAL, 20)).stream()
                .mapToLong(RefusalReport.Row::calls)
                .sum();
    }

    @Test
    void batchesOfSeveralProcessesAddUp() {
        RefusedCall limited = call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR.plusSeconds(5));
        ledger().add(batch(ONE, 1, limited, limited));
        ledger().add(batch(ONE, 2, limited));
        ledger().add(batch(OTHER, 1, limited, call(SERVICE, RefusalReason.MODEL_NOT_ALLOWED, HOUR)));

        assertThat(told(OSCAR, query(UsageScope.ORGANIZATION, Grain.TOTAL, 20, Dimension.REASON)))
                .extracting(RefusalReport.Row::values, RefusalReport.Row::calls)
                .containsExactly(tuple(List.of("calls_per_minute"), 4L), tuple(List.of("model_not_allowed"), 1L));
        assertThat(told(OSCAR, query(UsageScope.ORGANIZATION, Grain.TOTAL, 20, Dimension.KEY, Dimension.REASON)))
                .extracting(RefusalReport.Row::values, RefusalReport.Row::calls)
                .containsExactly(
                        tuple(List.of(ADAS.id().toString(), "calls_per_minute"), 4L),
                        tuple(List.of(SERVICE.id().toString(), "model_not_allowed"), 1L));
    }

    @Test
    void aBatchThatIsHandedInAgainCountsOnce() {
        RefusalBatch first = batch(ONE, 1, call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR));
        RefusalBatch second = batch(ONE, 2, call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR));
        ledger().add(first);
        ledger().add(first);
        ledger().add(second);
        ledger().add(second);
        ledger().add(first);

        assertThat(count(OSCAR, UsageScope.ORGANIZATION)).isEqualTo(2);
        assertThat(reading(() -> reports().samples(OSCAR, UsageScope.ORGANIZATION)))
                .hasSize(2);
    }

    @Test
    void callsAreToldByHourAndByDayOfAnyZone() {
        ledger().add(batch(
                ONE,
                1,
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR.plusSeconds(3_599)),
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR.plusSeconds(3_600)),
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR.plus(Duration.ofHours(12)))));

        assertThat(told(OSCAR, query(UsageScope.ORGANIZATION, Grain.HOUR, 20)))
                .extracting(RefusalReport.Row::start, RefusalReport.Row::calls)
                .containsExactly(tuple(HOUR, 1L), tuple(HOUR.plusSeconds(3_600), 1L));
        Period inTokyo = new Period(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2), ZoneId.of("Asia/Tokyo"));
        assertThat(told(OSCAR, new RefusalQuery(UsageScope.ORGANIZATION, inTokyo, Grain.DAY, List.of(), 20)))
                .extracting(RefusalReport.Row::start, RefusalReport.Row::calls)
                .containsExactly(tuple(inTokyo.from(), 2L), tuple(inTokyo.from().plus(Duration.ofDays(1)), 1L));
    }

    @Test
    void groupsBeyondTheTopAreToldTogether() {
        ledger().add(batch(
                ONE,
                1,
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(ADAS, RefusalReason.MODEL_NOT_ALLOWED, HOUR),
                call(ADAS, RefusalReason.KEY_EXPIRED, HOUR)));

        assertThat(told(OSCAR, query(UsageScope.ORGANIZATION, Grain.TOTAL, 1, Dimension.REASON)))
                .containsExactly(
                        new RefusalReport.Row(DAY.from(), List.of("calls_per_minute"), false, 2),
                        new RefusalReport.Row(DAY.from(), List.of(), true, 2));
    }

    @Test
    void membersSeeTheRefusalsOfTheirOwnKeysAndAdminsAndOwnersTheOrganizations() {
        ledger().add(batch(
                ONE,
                1,
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(SERVICE, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(GWENS, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(null, RefusalReason.UNKNOWN_KEY, HOUR)));

        for (Viewer viewer : List.of(OSCAR, ALICE)) {
            assertThat(count(viewer, UsageScope.ORGANIZATION)).isEqualTo(2);
            assertThat(count(viewer, UsageScope.OWN)).isZero();
            assertThat(reading(() -> reports().samples(viewer, UsageScope.ORGANIZATION)))
                    .hasSize(2);
        }
        for (UsageScope scope : UsageScope.values()) {
            assertThat(count(ADA, scope)).isEqualTo(1);
            assertThat(reading(() -> reports().samples(ADA, scope)))
                    .extracting(RefusedCall::key)
                    .containsExactly(of(ADAS));
        }
        assertThat(count(GWEN, UsageScope.ORGANIZATION)).isEqualTo(1);
        Viewer stranger = ViewerFixtures.viewer(GWEN.userId(), ACME, Role.OWNER);
        assertThat(count(stranger, UsageScope.ORGANIZATION)).isZero();
    }

    @Test
    void onlyOperatorsSeeWhatCameWithoutAKeyOfTheInstallation() {
        ViewerToken operator = givenOperator();
        RefusedCall stray = new RefusedCall(
                HOUR, RefusalReason.UNKNOWN_KEY, null, "tt_abcdefgh", null, Provider.OPENAI, null, null, null);
        ledger().add(batch(
                ONE,
                1,
                stray,
                call(null, RefusalReason.NO_KEY, HOUR),
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR)));
        RefusalQuery byReason = query(UsageScope.ORGANIZATION, Grain.HOUR, 20, Dimension.REASON);

        assertThat(reading(() -> strayCalls().rows(operator, byReason)))
                .containsExactly(
                        new RefusalReport.Row(HOUR, List.of("no_key"), false, 1),
                        new RefusalReport.Row(HOUR, List.of("unknown_key"), false, 1));
        assertThat(reading(() -> strayCalls().samples(operator))).hasSize(2).contains(stray);
        assertThat(reading(() -> strayCalls().rows(OSCAR.token(), byReason))).isEmpty();
        assertThat(reading(() -> strayCalls().samples(OSCAR.token()))).isEmpty();
    }

    /** Programs that call providers themselves need no key, and are an organization's all the same. */
    @Test
    void whatNeedsNoKeyIsItsOrganizations() {
        RefusedCall program = new RefusedCall(
                HOUR,
                RefusalReason.BUDGET_EXCEEDED,
                RefusedKey.noneOf(ACME),
                null,
                ADA.userId(),
                Provider.OPENAI,
                new Endpoint("extract_candidate_info"),
                new Operation("chat.completions"),
                new ModelName("gpt-4.1-nano"));
        RefusedCall unknown = new RefusedCall(
                HOUR,
                RefusalReason.BUDGET_EXCEEDED,
                RefusedKey.noneOf(new OrganizationId("nobody knows")),
                null,
                null,
                null,
                null,
                null,
                null);
        ViewerToken operator = givenOperator();
        ledger().add(batch(ONE, 1, program, program, unknown));

        RefusalQuery byKey = query(UsageScope.ORGANIZATION, Grain.HOUR, 20, Dimension.KEY);
        assertThat(reading(() -> reports().rows(OSCAR, byKey)))
                .containsExactly(new RefusalReport.Row(HOUR, List.of(RefusedKey.NO_KEY.toString()), false, 2));
        assertThat(reading(() -> reports().samples(OSCAR, UsageScope.ORGANIZATION)))
                .containsExactly(program, program);
        assertThat(count(GWEN, UsageScope.ORGANIZATION)).isZero();
        assertThat(reading(() -> strayCalls().samples(operator))).isEmpty();
    }

    @Test
    void aSampleKeepsEveryDetail() {
        RefusedCall call = new RefusedCall(
                HOUR.plusSeconds(61).plusNanos(123_456_000),
                RefusalReason.MODEL_NOT_ALLOWED,
                of(SERVICE),
                null,
                new UserId("fábian 🦊"),
                Provider.ANTHROPIC,
                new Endpoint("extract_candidate_info"),
                new Operation("messages"),
                new ModelName("m".repeat(ModelName.MAX_LENGTH)));
        ledger().add(batch(ONE, 1, call));

        assertThat(reading(() -> reports().samples(OSCAR, UsageScope.ORGANIZATION)))
                .containsExactly(call);
    }

    @Test
    void theNewestOfEachOrganizationAreKeptAsSamplesAndNoMore() {
        ledger().add(batch(ONE, 1, call(GWENS, RefusalReason.CALLS_PER_MINUTE, HOUR.minusSeconds(60))));
        List<RefusedCall> newest = new ArrayList<>();
        for (int number = 2; number < 5; number++) {
            RefusedCall[] calls = new RefusedCall[RefusalLedger.SAMPLES / 2 + 1];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR.plusSeconds(number * 100L + i));
                newest.addFirst(calls[i]);
            }
            ledger().add(batch(ONE, number, calls));
        }

        assertThat(reading(() -> reports().samples(OSCAR, UsageScope.ORGANIZATION)))
                .isEqualTo(newest.subList(0, RefusalLedger.SAMPLES));
        assertThat(reading(() -> reports().samples(GWEN, UsageScope.ORGANIZATION)))
                .hasSize(1);
        assertThat(count(OSCAR, UsageScope.ORGANIZATION)).isEqualTo(newest.size());
    }

    @Test
    void aKeyThatIsNotKnownCountsForNothing() {
        VirtualKey never = keyOf(ADA, "never made");
        ledger().add(batch(
                ONE,
                1,
                call(never, RefusalReason.CALLS_PER_MINUTE, HOUR),
                call(ADAS, RefusalReason.CALLS_PER_MINUTE, HOUR)));

        assertThat(count(OSCAR, UsageScope.ORGANIZATION)).isEqualTo(1);
        ViewerToken operator = givenOperator();
        assertThat(reading(() -> strayCalls().rows(operator, query(UsageScope.ORGANIZATION, Grain.TOTAL, 20))))
                .isEmpty();
        assertThat(reading(() -> strayCalls().samples(operator))).isEmpty();
    }
}
