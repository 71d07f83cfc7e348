package io.tokentally.application.port.out.alert;

import io.tokentally.application.port.kind.ReadsOrganizationData;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.key.SealedSecret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an organization's alerts are told. Changes are refused by {@link io.tokentally.domain.alert.AlertRefusedException}. */
@ReadsOrganizationData
public interface AlertChannels {

    /** What a channel's secret is called where it is sealed; its context are organization and channel. */
    String PURPOSE = "alert-channel";

    /** By name, without those that were removed. */
    List<AlertChannel> all(Viewer viewer);

    /** @param sealed what its hook is called by; none to keep the one that it has */
    void save(Viewer viewer, AlertChannel channel, @Nullable SealedSecret sealed, Instant now);

    void remove(Viewer viewer, AlertChannelId channel, Instant now);

    /** Notes that somebody is about to try it. */
    void trying(Viewer viewer, AlertChannelId channel);

    /** Notes what came of that. */
    void tested(Viewer viewer, AlertChannelId channel, DeliveryOutcome outcome);
}
