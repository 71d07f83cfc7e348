package io.tokentally.application.service.alert;

import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.HookAddress;
import io.tokentally.domain.alert.HookSecret;
import io.tokentally.domain.key.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What hooks are called by, sealed each for its channel: the address, and the signing key on a line of its own. */
public final class ChannelSecrets {

    private final SecretSealing sealing;

    public ChannelSecrets(SecretSealing sealing) {
        this.sealing = sealing;
    }

    SealedSecret seal(OrganizationId organizationId, AlertChannelId channel, HookSecret secret) {
        String text = secret.address().uri() + "\n" + (secret.signingKey() == null ? "" : secret.signingKey());
        return sealing.seal(place(organizationId, channel), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Absent if it was sealed for another place, or under a master key that is not here. */
    Optional<HookSecret> open(OrganizationId organizationId, AlertChannelId channel, SealedSecret sealed) {
        try {
            String text = new String(sealing.open(place(organizationId, channel), sealed), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            String key = text.substring(end + 1);
            return Optional.of(new HookSecret(HookAddress.of(text.substring(0, end)), key.isEmpty() ? null : key));
        } catch (SealUnreadableException e) {
            return Optional.empty();
        }
    }

    private static SecretPlace place(OrganizationId organizationId, AlertChannelId channel) {
        return SecretPlace.of(AlertChannels.PURPOSE, organizationId.value(), channel.toString());
    }
}
