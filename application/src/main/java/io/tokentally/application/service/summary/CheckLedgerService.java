package io.tokentally.application.service.summary;

import io.tokentally.application.port.in.summary.CheckLedgerUseCase;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;

/** Goes from day to day, each of which is a transaction of its own: where it is broken off, it goes on from that day. */
public final class CheckLedgerService implements CheckLedgerUseCase {

    private final RollupUpkeep upkeep;

    public CheckLedgerService(RollupUpkeep upkeep) {
        this.upkeep = upkeep;
    }

    @Override
    public void verify(Selection selection, Consumer<DayChecked> told) {
        check(selection, false, told);
    }

    @Override
    public void rebuild(Selection selection, Consumer<DayChecked> told) {
        check(selection, true, told);
    }

    private void check(Selection selection, boolean mends, Consumer<DayChecked> told) {
        List<OrganizationId> organizations =
                selection.organizationId() == null ? upkeep.organizations() : List.of(selection.organizationId());
        for (OrganizationId organization : organizations) {
            for (LocalDate day : upkeep.days(organization)) {
                if (selection.has(day)) {
                    List<RollupDrift> drift = upkeep.drift(organization, day);
                    boolean rebuilt = mends && !drift.isEmpty() && upkeep.rebuild(organization, day);
                    told.accept(new DayChecked(organization, day, drift, rebuilt));
                }
            }
        }
    }
}
