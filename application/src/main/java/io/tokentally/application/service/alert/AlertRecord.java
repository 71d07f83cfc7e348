package io.tokentally.application.service.alert;

import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.alert.DeliveryOutcome;
import org.springframework.transaction.annotation.Transactional;

/** Reads and notes in transactions of their own, so that none is open while somebody is called. */
@Transactional
public class AlertRecord {

    private final AlertChannels channels;

    public AlertRecord(AlertChannels channels) {
        this.channels = channels;
    }

    /** @throws io.tokentally.domain.alert.AlertRefusedException if there is none */
    @Transactional(readOnly = true)
    public AlertChannel channel(Viewer viewer, AlertChannelId id) {
        return channels.all(viewer).stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> AlertRefusal.NO_SUCH_ALERT_CHANNEL.about(id.toString()));
    }

    /** Notes that somebody is about to try it. */
    public void trying(Viewer viewer, AlertChannelId id) {
        channels.trying(viewer, id);
    }

    public void tested(Viewer viewer, AlertChannelId id, DeliveryOutcome outcome) {
        channels.tested(viewer, id, outcome);
    }
}
