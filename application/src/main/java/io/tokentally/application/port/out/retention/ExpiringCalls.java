package io.tokentally.application.port.out.retention;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.retention.RetentionTerm;
import io.tokentally.domain.retention.SealedMonth;
import io.tokentally.domain.retention.SealingObstacle;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Seals months, and removes their calls; sums stay as they are. Each method is a transaction of its own. Months are in UTC. */
@SystemPort("seals, archives and removes for whoever runs the installation, by what owners have decided")
public interface ExpiringCalls {

    /** Of the organizations that do not keep their calls for ever. */
    List<RetentionTerm> terms();

    /** Seals all usage to the end of that month, and stores its sums; or says what has to come first, and changes nothing. */
    Optional<SealingObstacle> seal(OrganizationId organizationId, YearMonth last);

    /** Those up to that one which are sealed and may have calls, the first one first. */
    List<SealedMonth> sealed(OrganizationId organizationId, YearMonth last);

    /** What calls are put into that are to be removed. */
    @FunctionalInterface
    interface Recipient {

        void take(UsageRecord call) throws IOException;
    }

    /**
     * Puts all calls of a month into the archive, the oldest first, and into nobody's hands.
     *
     * @return how many there are
     */
    long copy(OrganizationId organizationId, YearMonth month, Recipient archive) throws IOException;

    /** Remembers that all calls of the month are in the archive. */
    void archived(OrganizationId organizationId, YearMonth month);

    /**
     * Removes the next calls of a sealed month.
     *
     * @param mustBeArchived whether it is a mistake to remove what is in no archive
     * @return whether there may be more
     */
    boolean removeSome(OrganizationId organizationId, YearMonth month, boolean mustBeArchived, int limit);

    /**
     * Removes all calls of a sealed month at once, if there are none but of these organizations.
     *
     * @return false if there are, or if the log is too busy to be kept from everybody for a moment; nothing is changed then
     */
    boolean removeAtOnce(Collection<OrganizationId> organizations, YearMonth month, boolean mustBeArchived);

    /** Gives the room of months back that are over and have no calls. */
    void dropEmptyMonths(YearMonth current);
}
