package io.tokentally.application.port.in.summary;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whoever runs the installation compares all sums with the calls, and those of sealed months with what was stored when they were
 * sealed; and mends those that differ from calls.
 */
@SystemPort("asked by whoever runs the installation, by a command")
public interface CheckLedgerUseCase {

    /**
     * Which days are looked at, and with them the sealed months that have any of these.
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

        public boolean has(YearMonth month) {
            return (from == null || !month.atEndOfMonth().isBefore(from))
                    && (to == null || !month.atDay(1).isAfter(to));
        }
    }

    /**
     * What was found on a day, or in a sealed month.
     *
     * @param period the day or the month, as in {@code 2026-11-01} and {@code 2026-11}
     */
    record PeriodChecked(OrganizationId organizationId, String period, List<RollupDrift> drift, RollupMending mending) {

        public PeriodChecked {
            drift = List.copyOf(drift);
        }
    }

    /** Compares each day and each sealed month, while calls are recorded, and tells of each. */
    void verify(Selection selection, Consumer<PeriodChecked> told);

    /** Compares them, makes the sums of days that differ and are not sealed anew, and tells of each. */
    void rebuild(Selection selection, Consumer<PeriodChecked> told);
}
