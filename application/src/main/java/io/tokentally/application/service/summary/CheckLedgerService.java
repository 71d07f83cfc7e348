package io.tokentally.application.service.summary;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;

/** Goes from day to day, each of which is a transaction of its own: where it is broken off, it goes on from that day. */
public final class CheckLedgerService implements CheckLedgerUseCase {

    private final RollupUpkeep upkeep;

    public CheckLedgerService(RollupUpkeep upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public void verify(Selection selection, Consumer<PeriodChecked> told) {
        check(selection, false, told);
    }

    @Override
    public void rebuild(Selection selection, Consumer<PeriodChecked> told) {
        check(selection, true, told);
    }

    private void check(Selection selection, boolean mends, Consumer<PeriodChecked> told) {
        List<OrganizationId> organizations =
                selection.organizationId() == null ? upkeep.organizations() : List.of(selection.organizationId());
        for (OrganizationId organization : organizations) {
            upkeep.days(organization).stream()
                    .filter(selection::has)
                    .forEach(day -> told.accept(checked(organization, day, mends)));
            upkeep.sealedMonths(organization).stream()
                    .filter(selection::has)
                    .forEach(month -> told.accept(checked(organization, month, mends)));
        }
    }

    private PeriodChecked checked(OrganizationId organization, LocalDate day, boolean mends) {
        List<RollupDrift> drift = upkeep.drift(organization, day);
        RollupMending mending = drift.isEmpty() || !mends ? RollupMending.NONE : upkeep.rebuild(organization, day);
        return new PeriodChecked(organization, day.toString(), drift, mending);
    }

    private PeriodChecked checked(OrganizationId organization, YearMonth sealed, boolean mends) {
        List<RollupDrift> drift = upkeep.drift(organization, sealed);
        RollupMending mending = drift.isEmpty() || !mends ? RollupMending.NONE : RollupMending.SEALED;
        return new PeriodChecked(organization, sealed.toString(), drift, mending);
    }
}
