package io.tokentally.application.service.alert;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.Mail.MailNotSentException;
import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.alert.AlertMessage;
import io.tokentally.domain.alert.AlertWording;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.DeliveryFailure;
import io.tokentally.domain.alert.DeliveryOutcome;
import io.tokentally.domain.alert.HookSecret;

/** Sends a message once, by mail or by a hook. */
public final class AlertSending {

    private final Mail mail;
    private final AlertHooks hooks;

    public AlertSending(Mail mail, AlertHooks hooks) {
        this.mail = mail;
        this.hooks = hooks;
    }

    DeliveryOutcome byMail(EmailAddress to, AlertMessage message) {
        if (!mail.isConfigured()) {
            return DeliveryOutcome.failed(DeliveryFailure.NO_MAIL_SERVER);
        }
        try {
            mail.send(to, AlertWording.title(message), String.join("\n", AlertWording.lines(message)) + "\n");
            return DeliveryOutcome.arrived();
        } catch (MailNotSentException e) {
            return DeliveryOutcome.failed(DeliveryFailure.MAIL_NOT_TAKEN);
        }
    }

    DeliveryOutcome byHook(ChannelType type, HookSecret hook, AlertMessage message) {
        return hooks.send(type, hook, message);
    }
}
