package io.tokentally.application.port.out.summary;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.summary.RollupMending;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** Compares the roll-ups with the calls, day by day, and makes them anew. */
@SystemPort("compares and mends sums for whoever runs the installation")
public interface RollupUpkeep {

    /** Those that have usage, by their names. */
    List<OrganizationId> organizations();

    /** The days of an organization, by its own clocks, from the first of its usage to the last. */
    List<LocalDate> days(OrganizationId organizationId);

    /**
     * What is not as it should be on that day; nobody changes the day's sums while they are compared. Those of sealed time are compared
     * with each other.
     */
    List<RollupDrift> drift(OrganizationId organizationId, LocalDate day);

    /** Makes a day's roll-ups anew from its calls; or says why its sums stay as they are. */
    RollupMending rebuild(OrganizationId organizationId, LocalDate day);

    /** The months, in UTC, that are sealed and had usage, the first one first. */
    List<YearMonth> sealedMonths(OrganizationId organizationId);

    /**
     * Does something long, unless another instance is doing something by this very method.
     *
     * @return whether it was done
     */
    boolean alone(Runnable work);

    /** Which sums of a sealed month are not those that were stored when it was sealed. */
    List<RollupDrift> drift(OrganizationId organizationId, YearMonth sealedMonth);
}
