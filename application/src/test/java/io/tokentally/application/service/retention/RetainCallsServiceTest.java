package io.tokentally.application.service.retention;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.retention.CallArchive;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.MonthRetained;
import io.tokentally.application.port.in.retention.RetainCallsUseCase.Outcome;
import io.tokentally.application.port.out.retention.ExpiringCalls;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.retention.RetentionTerm;
import io.tokentally.domain.retention.SealedMonth;
import io.tokentally.domain.retention.SealingObstacle;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing is removed that is not compared, sealed and, where there is an archive, archived: in that order. */
class RetainCallsServiceTest {

    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
    private static final Clock NOVEMBER = Clock.fixed(Instant.parse("2026-11-29T12:00:00Z"), ZoneOffset.UTC);
    private static final List<RollupDrift> WRONG = List.of(new RollupDrift("usage_days", "2026-09-30", "[1]", "[2]"));
    private static final List<RollupDrift> WITHOUT_CALLS =
            List.of(new RollupDrift("usage_days", "2026-09-30", "", "[2]"));

    private final List<String> done = new ArrayList<>();
    private final List<MonthRetained> told = new ArrayList<>();
    private final List<SealedMonth> sealed = new ArrayList<>();
    private List<RollupDrift> drift = List.of();
    private @Nullable SealingObstacle obstacle;
    private boolean othersHaveCalls;
    private int kept = 1;
    private final RetainCallsService service =
            new RetainCallsService(new FakeExpiringCalls(), new FakeUpkeep(), NOVEMBER);

    /** Usage from September on, whose calls are kept beside the current month's for one month. */
    private final class FakeExpiringCalls implements ExpiringCalls {

        @Override
        public List<RetentionTerm> terms() {
            return List.of(new RetentionTerm(ACME, kept, sealed.isEmpty() ? null : SEPTEMBER.plusMonths(1)));
        }

        @Override
        public Optional<SealingObstacle> seal(OrganizationId organizationId, YearMonth last) {
            if (obstacle == null) {
                done.add("seal " + last);
                if (sealed.isEmpty() && !last.isBefore(SEPTEMBER)) {
                    sealed.add(new SealedMonth(SEPTEMBER, 2, false, false));
                }
            }
            return Optional.ofNullable(obstacle);
        }

        @Override
        public List<SealedMonth> sealed(OrganizationId organizationId, YearMonth last) {
            return sealed.stream().filter(month -> !month.month().isAfter(last)).toList();
        }

        @Override
        public long copy(OrganizationId organizationId, YearMonth month, Recipient archive) throws IOException {
            archive.take(aUsageRecord().withSeed(1).build());
            archive.take(aUsageRecord().withSeed(2).build());
            return 2;
        }

        @Override
        public void archived(OrganizationId organizationId, YearMonth month) {
            done.add("archived " + month);
        }

        @Override
        public boolean removeSome(OrganizationId organizationId, YearMonth month, boolean mustBeArchived, int limit) {
            boolean more = !done.contains("remove some of " + month);
            done.add("remove some of " + month);
            return more;
        }

        @Override
        public boolean removeAtOnce(Collection<OrganizationId> organizations, YearMonth month, boolean mustBeArchived) {
            if (!othersHaveCalls) {
                done.add("remove " + month + " of " + organizations);
            }
            return !othersHaveCalls;
        }

        @Override
        public void dropEmptyMonths(YearMonth current) {
            done.add("drop empty before " + current);
        }
    }

    private final class FakeUpkeep implements RollupUpkeep {

        @Override
        public List<OrganizationId> organizations() {
            return List.of(ACME);
        }

        @Override
        public List<LocalDate> days(OrganizationId organizationId) {
            return LocalDate.of(2026, 9, 29)
                    .datesUntil(LocalDate.of(2026, 11, 29))
                    .toList();
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, LocalDate day) {
            return day.equals(LocalDate.of(2026, 9, 30)) ? drift : List.of();
        }

        @Override
        public RollupMending rebuild(OrganizationId organizationId, LocalDate day) {
            throw new AssertionError("It is not for this to mend sums");
        }

        @Override
        public List<YearMonth> sealedMonths(OrganizationId organizationId) {
            return List.of();
        }

        @Override
        public boolean alone(Runnable work) {
            throw new AssertionError("Whoever asks does not do it alone");
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, YearMonth sealedMonth) {
            return List.of();
        }
    }

    private final class FakeArchive implements CallArchive {

        private final @Nullable IOException failure;

        FakeArchive(@Nullable IOException failure) {
            this.failure = failure;
        }

        @Override
        public Draft begin(OrganizationId organizationId, YearMonth month) {
            return new Draft() {

                @Override
                public void write(UsageRecord call) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    done.add("write");
                }

                @Override
                public void keep() {
                    done.add("keep " + month);
                }

                @Override
                public void close() {
                    done.add("close");
                }
            };
        }
    }

    @Test
    void whatIsOlderThanTheMonthsThatAreKeptIsSealedArchivedAndRemoved() {
        service.retain(new FakeArchive(null), told::add);

        assertThat(done)
                .containsExactly(
                        "seal 2026-09",
                        "seal 2026-09",
                        "write",
                        "write",
                        "keep 2026-09",
                        "close",
                        "archived 2026-09",
                        "remove 2026-09 of [acme]",
                        "drop empty before 2026-11");
        assertThat(told).containsExactly(told(Outcome.REMOVED));
    }

    @Test
    void withoutAnArchiveNothingIsArchived() {
        service.retain(null, told::add);

        assertThat(done).contains("remove 2026-09 of [acme]").doesNotContain("archived 2026-09");
    }

    @Test
    void aMonthThatIsKeptIsLeftAlone() {
        kept = 2;

        service.plan(told::add);
        service.retain(null, told::add);

        assertThat(told).isEmpty();
        assertThat(done).containsExactly("seal 2026-08", "drop empty before 2026-11");
    }

    @Test
    void whereOthersKeepTheirsCallsGoLittleByLittle() {
        othersHaveCalls = true;

        service.retain(null, told::add);

        assertThat(done)
                .containsSubsequence("remove some of 2026-09", "remove some of 2026-09", "drop empty before 2026-11");
        assertThat(told).containsExactly(told(Outcome.REMOVED));
    }

    @Test
    void aPlanTellsAndChangesNothing() {
        service.plan(told::add);

        assertThat(told).containsExactly(told(Outcome.DUE));
        assertThat(done).isEmpty();
    }

    @Test
    void sumsThatDifferFromCallsKeepThese() {
        drift = WRONG;

        service.retain(null, told::add);

        assertThat(told).containsExactly(told(Outcome.SUMS_DIFFER));
        assertThat(done).containsExactly("drop empty before 2026-11");
    }

    @Test
    void sumsOfCallsThatAreGoneAlreadyDoNotStandInTheWay() {
        drift = WITHOUT_CALLS;

        service.retain(null, told::add);

        assertThat(told).containsExactly(told(Outcome.REMOVED));
    }

    @Test
    void whateverHasToComeFirstIsToldOfAndNothingIsRemoved() {
        obstacle = SealingObstacle.REPRICING;
        service.retain(null, told::add);
        obstacle = SealingObstacle.MOVE_OF_USAGE;
        service.retain(null, told::add);

        assertThat(told).containsExactly(told(Outcome.WAITS_FOR_REPRICING), told(Outcome.WAITS_FOR_MOVE));
        assertThat(done).containsOnly("drop empty before 2026-11");
    }

    @Test
    void callsThatCannotBeArchivedStay() {
        service.retain(new FakeArchive(new IOException("No space left on device")), told::add);

        assertThat(told)
                .containsExactly(new MonthRetained(ACME, SEPTEMBER, Outcome.NOT_ARCHIVED, "No space left on device"));
        assertThat(done).endsWith("close", "drop empty before 2026-11").noneMatch(step -> step.startsWith("remove"));
    }

    @Test
    void anArchiveThatLacksCallsIsNotKept() {
        sealed.add(new SealedMonth(SEPTEMBER, 3, false, false));

        service.retain(new FakeArchive(null), told::add);

        assertThat(told)
                .singleElement()
                .satisfies(month -> assertThat(month.detail()).contains("2 calls", "3 when the month was sealed"));
        assertThat(done).noneMatch(step -> step.startsWith("keep") || step.startsWith("remove"));
    }

    /** It would have fewer calls than before. */
    @Test
    void whatWasArchivedOrBegunToBeRemovedIsNotArchivedAnew() {
        for (SealedMonth month :
                List.of(new SealedMonth(SEPTEMBER, 2, true, true), new SealedMonth(SEPTEMBER, 2, false, true))) {
            sealed.clear();
            sealed.add(month);
            done.clear();

            service.retain(new FakeArchive(null), told::add);

            assertThat(done).contains("remove 2026-09 of [acme]").doesNotContain("keep 2026-09");
        }
    }

    private static MonthRetained told(Outcome outcome) {
        return new MonthRetained(ACME, SEPTEMBER, outcome, "");
    }
}
