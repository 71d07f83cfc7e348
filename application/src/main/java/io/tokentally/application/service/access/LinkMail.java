package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.InvitationOffer;
import io.tokentally.domain.access.PrivateLink;
import io.tokentally.domain.mailing.MailLanguage;
import java.text.MessageFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Sends links by mail, where there is a server for it and an address that links can begin with. */
public class LinkMail {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static final String CONFIRMATION = "io.tokentally.application.service.access.confirmation-mail";

    private final Mail mail;
    private final @Nullable String base;

    /** @param base the address of the application as people reach it; absent if nobody has said */
    public LinkMail(Mail mail, @Nullable String base) {
        this.mail = mail;
        this.base = base;
    }

    boolean isConfigured() {
        return base != null && mail.isConfigured();
    }

    void sendInvitation(PrivateLink link, InvitationOffer offer) {
        mail.send(offer.address(), "%s invites you to Tokentally".formatted(offer.organizationName()), """
                %s invites you to look at its AI usage in Tokentally.

                Accept or decline here, until %s:
                %s

                The link is for you alone and works once. If you did not expect it, ignore this message.
                """.formatted(
                        offer.organizationName(), TIME.format(offer.expiresAt()), address(link)));
    }

    void sendReset(PrivateLink link, EmailAddress address) {
        mail.send(address, "A new password for Tokentally", """
                Somebody, you we hope, has asked for a new password for %s.

                Choose it here within an hour:
                %s

                If it was not you, ignore this message: your password stays as it is.
                """.formatted(address, address(link)));
    }

    void sendConfirmation(PrivateLink link, EmailAddress address, MailLanguage language) {
        // Without the language of the machine, where there is none for the reader's.
        ResourceBundle texts = ResourceBundle.getBundle(
                CONFIRMATION,
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        mail.send(
                address,
                texts.getString("subject"),
                MessageFormat.format(texts.getString("text"), address.value(), address(link)));
    }

    private String address(PrivateLink link) {
        if (base == null) {
            throw new IllegalStateException("Links need the address that they begin with");
        }
        return link.under(base);
    }
}
