package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertDeliveryId;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.key.SealedSecret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts that are to be told, over all organizations. */
@SystemPort("hands messages to what sends them where an owner said, of which nobody looks at anything")
public interface AlertQueue {

    /**
     * Decides by which channels new alerts are told, and what is told again because it lasts.
     *
     * @param most how many alerts at most
     * @return how many messages are to be sent more
     */
    long spread(Instant now, int most);

    /** Messages that are due, for whoever asks alone until the lease ends. */
    List<Due> claim(Instant now, Instant leaseEnds, int most);

    /**
     * Notes what came of one. Does nothing where the lease was another's by then.
     *
     * @param nextAttempt when it is sent again, if it did not arrive; none to give it up
     */
    void finish(Due due, DeliveryOutcome outcome, Instant now, @Nullable Instant nextAttempt);

    /** What a channel's hook is called by; absent if it has none. */
    Optional<SealedSecret> secret(OrganizationId organizationId, AlertChannelId channel);

    /**
     * A message that is due.
     *
     * @param attempts how often it was tried, this time included
     * @param createdAt since when it is to be sent
     * @param sealed what a hook is called by; none for mail
     */
    record Due(
            OrganizationId organizationId,
            AlertDeliveryId id,
            UUID lease,
            int attempts,
            Instant createdAt,
            AlertChannelId channel,
            ChannelType type,
            String address,
            @Nullable SealedSecret sealed,
            AlertMessage message) {}
}
