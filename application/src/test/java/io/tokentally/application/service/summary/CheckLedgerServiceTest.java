package io.tokentally.application.service.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase.PeriodChecked;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.Selection;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckLedgerServiceTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final LocalDate WRONG = LocalDate.of(2026, 11, 2);
    private static final LocalDate ARCHIVED = LocalDate.of(2026, 11, 3);
    private static final List<RollupDrift> DRIFT = List.of(new RollupDrift("usage_days", "2026-11-02", "[1]", "[2]"));

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

    private final List<YearMonth> sealed = new ArrayList<>();
    private final List<LocalDate> rebuilt = new ArrayList<>();
    private final List<PeriodChecked> told = new ArrayList<>();
    private final CheckLedgerService service = new CheckLedgerService(new FakeUpkeep());

    private final class FakeUpkeep implements RollupUpkeep {

        @Override
        public List<OrganizationId> organizations() {
            return List.of(ACME, GLOBEX);
        }

        @Override
        public List<LocalDate> days(OrganizationId organizationId) {
            return organizationId.equals(ACME) ? List.of(FIRST, WRONG, ARCHIVED) : List.of(FIRST);
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, LocalDate day) {
            return day.equals(FIRST) ? List.of() : DRIFT;
        }

        @Override
        public RollupMending rebuild(OrganizationId organizationId, LocalDate day) {
            rebuilt.add(day);
            return day.equals(ARCHIVED) ? RollupMending.WITHOUT_CALLS : RollupMending.REBUILT;
        }

        @Override
        public List<YearMonth> sealedMonths(OrganizationId organizationId) {
            return sealed;
        }

        @Override
        public boolean alone(Runnable work) {
            throw new AssertionError("Whoever asks does not do it alone");
        }

        @Override
        public List<RollupDrift> drift(OrganizationId organizationId, YearMonth sealedMonth) {
            return sealedMonth.equals(OCTOBER) ? DRIFT : List.of();
        }
    }

    @Test
    void verifyingTellsOfEachDayAndChangesNone() {
        service.verify(new Selection(null, null, null), told::add);

        assertThat(told)
                .containsExactly(
                        checked(ACME, FIRST, List.of(), RollupMending.NONE),
                        checked(ACME, WRONG, DRIFT, RollupMending.NONE),
                        checked(ACME, ARCHIVED, DRIFT, RollupMending.NONE),
                        checked(GLOBEX, FIRST, List.of(), RollupMending.NONE));
        assertThat(rebuilt).isEmpty();
    }

    @Test
    void rebuildingMendsDaysThatDifferAndTellsWhichCouldNotBe() {
        service.rebuild(new Selection(null, null, null), told::add);

        assertThat(rebuilt).containsExactly(WRONG, ARCHIVED);
        assertThat(told)
                .contains(
                        checked(ACME, WRONG, DRIFT, RollupMending.REBUILT),
                        checked(ACME, ARCHIVED, DRIFT, RollupMending.WITHOUT_CALLS));
    }

    @Test
    void nothingButWhatIsSelectedIsLookedAt() {
        service.rebuild(new Selection(ACME, null, FIRST), told::add);
        assertThat(told).containsExactly(checked(ACME, FIRST, List.of(), RollupMending.NONE));
        told.clear();

        service.verify(new Selection(null, ARCHIVED, null), told::add);
        assertThat(told).containsExactly(checked(ACME, ARCHIVED, DRIFT, RollupMending.NONE));

        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(null, WRONG, FIRST));
    }

    @Test
    void sealedMonthsAreComparedAsAWholeAndNeverMadeAnew() {
        sealed.addAll(List.of(OCTOBER.minusMonths(1), OCTOBER));

        service.rebuild(new Selection(GLOBEX, LocalDate.of(2026, 10, 31), null), told::add);

        assertThat(told)
                .containsExactly(
                        checked(GLOBEX, FIRST, List.of(), RollupMending.NONE),
                        checked(GLOBEX, OCTOBER, DRIFT, RollupMending.SEALED));
        assertThat(rebuilt).isEmpty();
    }

    private static PeriodChecked checked(
            OrganizationId organizationId, Temporal period, List<RollupDrift> drift, RollupMending mending) {
        return new PeriodChecked(organizationId, period.toString(), drift, mending);
    }
}
