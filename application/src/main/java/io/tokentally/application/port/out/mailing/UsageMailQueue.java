package io.tokentally.application.port.out.mailing;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.mailing.MailLanguage;
import io.tokentally.domain.mailing.UsageMailId;
import io.tokentally.domain.mailing.UsageMailOutcome;
import io.tokentally.domain.summary.Period;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mails that are to be sent, over all organizations. */
@SystemPort("says to whom a mail is due; what stands in it is read by a session of theirs")
public interface UsageMailQueue {

    /**
     * Decides whom the week or month that has ended is told, once for each.
     *
     * @return how many mails are to be sent more
     */
    long decide(Instant now);

    /** Mails that are due, for whoever asks alone until the lease ends. */
    List<Due> claim(Instant now, Instant leaseEnds, int most);

    /** The person whom a mail is for, by a session that reads usage and ends soon; absent if they may not look any more. */
    Optional<Viewer> reader(Due due);

    /**
     * Notes what came of one. Does nothing where the lease was another's by then.
     *
     * @param nextAttempt when it is sent again, if it failed; none to give it up
     */
    void finish(Due due, UsageMailOutcome outcome, @Nullable Instant nextAttempt);

    /**
     * A mail that is due.
     *
     * @param attempts how often it was tried, this time included
     * @param createdAt since when it is to be sent
     * @param address what the person signs in with
     * @param period the week or the month, by the organization's clocks
     */
    record Due(
            UsageMailId id,
            UUID lease,
            int attempts,
            Instant createdAt,
            OrganizationId organizationId,
            String organizationName,
            UserId userId,
            Role role,
            String address,
            MailLanguage language,
            Period period) {}
}
