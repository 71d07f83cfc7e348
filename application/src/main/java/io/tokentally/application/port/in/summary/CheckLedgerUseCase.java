package io.tokentally.application.port.in.summary;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whoever runs the installation compares all sums with the calls, and mends those that differ. */
@SystemPort("asked by whoever runs the installation, by a command")
public interface CheckLedgerUseCase {

    /**
     * Which days are looked at.
     *
     * @param organizationId absent for all
     * @param from absent for the first day on
     * @param to absent until the last day
     */
    record Selection(
            @Nullable OrganizationId organizationId,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {

        public Selection {
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("There is no day from %s to %s".formatted(from, to));
            }
        }

        public boolean has(LocalDate day) {
            return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
        }
    }

    /**
     * What was found on a day.
     *
     * @param rebuilt whether its sums were made anew
     */
    record DayChecked(OrganizationId organizationId, LocalDate day, List<RollupDrift> drift, boolean rebuilt) {

        public DayChecked {
            drift = List.copyOf(drift);
        }
    }

    /** Compares each day, while calls are recorded, and tells of each. */
    void verify(Selection selection, Consumer<DayChecked> told);

    /** Compares each day, makes the sums of those that differ anew, and tells of each. */
    void rebuild(Selection selection, Consumer<DayChecked> told);
}
