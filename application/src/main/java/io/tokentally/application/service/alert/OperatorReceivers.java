package io.tokentally.application.service.alert;

import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.alert.HookAddress;
import io.tokentally.domain.alert.HookSecret;
import io.tokentally.domain.alert.OperatorReceiver;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever runs the installation is told of its troubles, as the settings say.
 *
 * @param mail absent for no mail
 * @param webhook absent for none
 */
public record OperatorReceivers(
        @Nullable EmailAddress mail, @Nullable HookSecret webhook) {

    /**
     * Reads the settings, of which an empty one is not set.
     *
     * @throws IllegalArgumentException if one of them cannot be so; the message does not repeat an address that is called, nor its key
     */
    public static OperatorReceivers of(String mail, String webhook, String webhookKey, boolean hasMailServer) {
        if (!mail.isBlank() && !hasMailServer) {
            throw new IllegalArgumentException(
                    "tokentally.alerts.operator-mail needs a mail server: set spring.mail.host and tokentally.mail.from");
        }
        if (webhook.isBlank() != webhookKey.isBlank()) {
            throw new IllegalArgumentException(
                    "tokentally.alerts.operator-webhook and tokentally.alerts.operator-webhook-key are set together, or none of them");
        }
        return new OperatorReceivers(
                mail.isBlank() ? null : new EmailAddress(mail.strip()),
                webhook.isBlank() ? null : hook(webhook, webhookKey));
    }

    private static HookSecret hook(String webhook, String webhookKey) {
        try {
            return new HookSecret(HookAddress.of(webhook), webhookKey.strip());
        } catch (AlertRefusedException e) {
            throw new IllegalArgumentException("tokentally.alerts.operator-webhook: " + e.getMessage(), e);
        }
    }

    Set<OperatorReceiver> all() {
        Set<OperatorReceiver> all = EnumSet.noneOf(OperatorReceiver.class);
        if (mail != null) {
            all.add(OperatorReceiver.MAIL);
        }
        if (webhook != null) {
            all.add(OperatorReceiver.WEBHOOK);
        }
        return all;
    }

    /** Whether anybody is told. */
    public boolean isEmpty() {
        return mail == null && webhook == null;
    }
}
