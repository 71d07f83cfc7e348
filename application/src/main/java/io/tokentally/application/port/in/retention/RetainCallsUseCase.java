package io.tokentally.application.port.in.retention;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import java.time.YearMonth;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Seals the months whose calls are older than their organization keeps them, archives these calls if there is an archive, and removes
 * them. Broken off, it goes on where it was.
 */
@SystemPort("done for whoever runs the installation, by a job or a command")
public interface RetainCallsUseCase {

    /** What became of a month. */
    enum Outcome {
        /** It is due, and nothing was done. */
        DUE,
        /** Its calls are gone. */
        REMOVED,
        /** Usage of an earlier version has to be moved first. */
        WAITS_FOR_MOVE,
        /** A repricing has to be resumed or undone first. */
        WAITS_FOR_REPRICING,
        /** Its sums are not those of its calls, and have to be made anew first. */
        SUMS_DIFFER,
        /** Its calls could not be archived, and stay. */
        NOT_ARCHIVED
    }

    /**
     * What became of a month of an organization's.
     *
     * @param month in UTC
     * @param detail why, where it is not known by the outcome; empty if it is
     */
    record MonthRetained(OrganizationId organizationId, YearMonth month, Outcome outcome, String detail) {}

    /** Tells of the months that are due, and changes nothing. */
    void plan(Consumer<MonthRetained> told);

    /**
     * Does what is due.
     *
     * @param archive absent for none
     */
    void retain(@Nullable CallArchive archive, Consumer<MonthRetained> told);
}
