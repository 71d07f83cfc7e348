package io.tokentally.application.service.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase.DayChecked;
import io.tokentally.application.port.in.summary.CheckLedgerUseCase.Selection;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import java.time.LocalDate;
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

    private final List<LocalDate> rebuilt = new ArrayList<>();
    private final List<DayChecked> told = new ArrayList<>();
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
        public boolean rebuild(OrganizationId organizationId, LocalDate day) {
            rebuilt.add(day);
            return !day.equals(ARCHIVED);
        }
    }

    @Test
    void verifyingTellsOfEachDayAndChangesNone() {
        service.verify(new Selection(null, null, null), told::add);

        assertThat(told)
                .containsExactly(
                        new DayChecked(ACME, FIRST, List.of(), false),
                        new DayChecked(ACME, WRONG, DRIFT, false),
                        new DayChecked(ACME, ARCHIVED, DRIFT, false),
                        new DayChecked(GLOBEX, FIRST, List.of(), false));
        assertThat(rebuilt).isEmpty();
    }

    @Test
    void rebuildingMendsDaysThatDifferAndTellsWhichCouldNotBe() {
        service.rebuild(new Selection(null, null, null), told::add);

        assertThat(rebuilt).containsExactly(WRONG, ARCHIVED);
        assertThat(told)
                .contains(new DayChecked(ACME, WRONG, DRIFT, true), new DayChecked(ACME, ARCHIVED, DRIFT, false));
    }

    @Test
    void nothingButWhatIsSelectedIsLookedAt() {
        service.rebuild(new Selection(ACME, null, FIRST), told::add);
        assertThat(told).containsExactly(new DayChecked(ACME, FIRST, List.of(), false));
        told.clear();

        service.verify(new Selection(null, ARCHIVED, null), told::add);
        assertThat(told).containsExactly(new DayChecked(ACME, ARCHIVED, DRIFT, false));

        assertThatIllegalArgumentException().isThrownBy(() -> new Selection(null, WRONG, FIRST));
    }
}
