package io.tokentally.application.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.application.port.in.usage.ListCallsUseCase;
import io.tokentally.application.port.out.audit.AuditLog;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.audit.AuditAction;
import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditFilter;
import io.tokentally.domain.audit.ChainHead;
import io.tokentally.domain.audit.ChainLink;
import io.tokentally.domain.change.ChangeQuery;
import io.tokentally.domain.change.CostChange;
import io.tokentally.domain.change.PeriodUsage;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.summary.Period;
import io.tokentally.domain.summary.UsageTotals;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import io.tokentally.domain.usage.UsageRecordId;
import io.tokentally.domain.whatif.WhatIf;
import io.tokentally.domain.whatif.WhatIfQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditedUsageTest {

    private static final UsageRecord OF_ADA =
            UsageRecordFixtures.aUsageRecord().by(new UserId("ada")).build();
    private static final Instant NOW = Instant.parse("2026-10-15T12:10:00Z");
    private static final Viewer ADMIN = viewer("alice", Role.ADMIN);
    private static final Viewer MEMBER = viewer("ada", Role.MEMBER);
    private static final Period PERIOD =
            new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 15), ZoneId.of("UTC"));
    private static final CallQuery OTHERS = CallQuery.of(UsageScope.ORGANIZATION, PERIOD);
    private static final CallQuery OWN = CallQuery.of(UsageScope.OWN, PERIOD);

    private final List<String> events = new ArrayList<>();
    private Instant now = NOW;
    private final AuditedUsage usage = new AuditedUsage(
            new Calls(),
            (viewer, query, sink) -> events.add("export"),
            (viewer, scope, period) -> {
                throw new UnsupportedOperationException();
            },
            (viewer, query) -> {
                events.add("report");
                return Report.of(query, List.of());
            },
            (viewer, query) -> {
                events.add("change");
                PeriodUsage nothing = new PeriodUsage(
                        query.report(List.of(), List.of(Measure.COST)),
                        UsageTotals.none(Money.USD),
                        Map.of(),
                        Map.of());
                return CostChange.between(nothing, nothing);
            },
            (viewer, query) -> {
                events.add("alternatives");
                return new WhatIf(
                        query, UsageTotals.none(Money.USD), Money.zero(Money.USD), 0, List.of(), List.of(), null);
            },
            (viewer, query) -> {
                events.add("failures");
                return new FailureReport(query, FailureSums.NONE, null, null);
            },
            new RefusedCalls(),
            new AuditSteps(new Log()),
            new LooksAtOthers(new AuditSteps(new Log()), new ReportsSeen(new TickingClock())));

    @Test
    void whoLooksAtACallOfAnothersIsTold() {
        usage.find(viewer("ada", Role.MEMBER), OF_ADA.id());
        usage.find(ADMIN, UsageRecordFixtures.aUsageRecord().withSeed(7).build().id());
        assertThat(events).containsExactly("find", "find");

        assertThat(usage.find(ADMIN, OF_ADA.id())).contains(OF_ADA);

        assertThat(events).endsWith("find", "usage.report_of_others by alice: calls");
    }

    @Test
    void whoLooksAtTheAttemptsOfAnothersCallIsTold() {
        usage.attempts(MEMBER, new CallId(new UUID(1, 2)), NOW);
        assertThat(events).containsExactly("attempts");

        assertThat(usage.attempts(ADMIN, new CallId(new UUID(1, 2)), NOW)).containsExactly(OF_ADA);

        assertThat(events).endsWith("attempts", "usage.report_of_others by alice: calls");
    }

    @Test
    void whoPagesThroughTheCallsOfOthersIsTold() {
        usage.older(ADMIN, OTHERS, null, 10);

        assertThat(events).containsExactly("usage.report_of_others by alice: calls", "older");
    }

    @Test
    void whoLooksAtOthersIsToldOnceAnHour() {
        usage.top(ADMIN, OTHERS, CallRanking.DEAREST);
        usage.top(ADMIN, OTHERS, CallRanking.DEAREST);
        usage.top(viewer("oscar", Role.OWNER), OTHERS, CallRanking.DEAREST);
        now = NOW.plus(Duration.ofHours(1));
        usage.top(ADMIN, OTHERS, CallRanking.DEAREST);

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others by alice: calls",
                        "top",
                        "top",
                        "usage.report_of_others by oscar: calls",
                        "top",
                        "usage.report_of_others by alice: calls",
                        "top");
    }

    @Test
    void whoLooksAtTheRefusedCallsOfOthersIsToldOnceAnHour() {
        usage.report(ADMIN, refused(UsageScope.ORGANIZATION));
        usage.samples(ADMIN, UsageScope.ORGANIZATION);
        usage.samples(viewer("oscar", Role.OWNER), UsageScope.ORGANIZATION);

        assertThat(events)
                .containsExactly(
                        "usage.report_of_others by alice: refused_calls",
                        "refused",
                        "samples",
                        "usage.report_of_others by oscar: refused_calls",
                        "samples");
    }

    @Test
    void whoAsksWhatMadeOthersCostAnotherIsToldOnceAnHour() {
        usage.explain(ADMIN, change(UsageScope.ORGANIZATION));
        usage.explain(ADMIN, change(UsageScope.ORGANIZATION));
        usage.explain(MEMBER, change(UsageScope.OWN));

        assertThat(events).containsExactly("usage.report_of_others by alice: report", "change", "change", "change");
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> usage.explain(MEMBER, change(UsageScope.ORGANIZATION)));
    }

    @Test
    void whoPricesTheCallsOfOthersIsToldOnceAnHour() {
        usage.whatIf(ADMIN, whatIf(UsageScope.ORGANIZATION));
        usage.whatIf(MEMBER, whatIf(UsageScope.OWN));

        assertThat(events).containsExactly("usage.report_of_others by alice: report", "alternatives", "alternatives");
    }

    @Test
    void whoAsksWhatFailedOfOthersIsToldOnceAnHour() {
        usage.failures(ADMIN, failures(UsageScope.ORGANIZATION));
        usage.failures(MEMBER, failures(UsageScope.OWN));

        assertThat(events).containsExactly("usage.report_of_others by alice: report", "failures", "failures");
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> usage.failures(MEMBER, failures(UsageScope.ORGANIZATION)));
    }

    private static FailureQuery failures(UsageScope scope) {
        return new FailureQuery(scope, PERIOD, Map.of(), 10, null);
    }

    private static WhatIfQuery whatIf(UsageScope scope) {
        return new WhatIfQuery(scope, PERIOD, Map.of(), null, Percentage.of("10"));
    }

    private static ChangeQuery change(UsageScope scope) {
        return new ChangeQuery(scope, PERIOD, Map.of(), Comparison.PREVIOUS_PERIOD);
    }

    private static RefusalQuery refused(UsageScope scope) {
        return new RefusalQuery(scope, PERIOD, Grain.TOTAL, List.of(), 1);
    }

    @Test
    void whoLooksAtTheirOwnIsNobodysBusiness() {
        usage.top(MEMBER, OWN, CallRanking.DEAREST);
        usage.report(MEMBER, refused(UsageScope.OWN));
        usage.samples(MEMBER, UsageScope.OWN);

        assertThat(events).containsExactly("top", "refused", "samples");
    }

    @Test
    void everyExportIsToldBeforeItBegins() {
        usage.export(MEMBER, OWN, call -> {});
        usage.export(MEMBER, OWN, call -> {});

        assertThat(events)
                .containsExactly("usage.exported by ada: calls", "export", "usage.exported by ada: calls", "export");
    }

    @Test
    void whatIsRefusedIsNotDone() {
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> usage.samples(MEMBER, UsageScope.ORGANIZATION));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> usage.export(MEMBER, OTHERS, call -> {}));
        assertThatExceptionOfType(AccessRefusedException.class)
                .isThrownBy(() -> usage.top(MEMBER, OTHERS, CallRanking.DEAREST));

        assertThat(events).isEmpty();
    }

    private static Viewer viewer(String user, Role role) {
        return new Viewer(new UserId(user), new OrganizationId("acme"), role);
    }

    private final class TickingClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final class RefusedCalls implements ReadRefusedCallsUseCase {

        @Override
        public RefusalReport report(Viewer viewer, RefusalQuery query) {
            events.add("refused");
            return new RefusalReport(query, List.of());
        }

        @Override
        public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
            events.add("samples");
            return List.of();
        }
    }

    private final class Calls implements ListCallsUseCase {

        @Override
        public List<UsageRecord> top(Viewer viewer, CallQuery query, CallRanking ranking) {
            events.add("top");
            return List.of();
        }

        @Override
        public List<UsageRecord> older(Viewer viewer, CallQuery query, @Nullable UsageRecordId than, int limit) {
            events.add("older");
            return List.of();
        }

        @Override
        public Optional<UsageRecord> find(Viewer viewer, UsageRecordId id) {
            events.add("find");
            return Optional.of(OF_ADA).filter(call -> call.id().equals(id));
        }

        @Override
        public List<UsageRecord> attempts(Viewer viewer, CallId call, Instant near) {
            events.add("attempts");
            return List.of(OF_ADA);
        }

        @Override
        public long count(Viewer viewer, CallQuery query) {
            return 0;
        }
    }

    private final class Log implements AuditLog {

        @Override
        public List<AuditEntry> entries(Viewer viewer, AuditFilter filter, @Nullable Long before, int limit) {
            return List.of();
        }

        @Override
        public List<AuditAction> actions(Viewer viewer) {
            return List.of();
        }

        @Override
        public ChainHead head(Viewer viewer) {
            return ChainHead.none("acme");
        }

        @Override
        public List<ChainLink> links(Viewer viewer, long after, int limit) {
            return List.of();
        }

        @Override
        public void rollFailures() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void ownAct(
                Viewer viewer, AuditAction action, String subjectKind, String subject, Map<String, String> detail) {
            events.add("%s by %s: %s".formatted(action, viewer.userId(), subject));
        }
    }
}
