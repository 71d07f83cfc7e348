package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** Sends by the server of {@code spring.mail}, if one is named together with the address to send from. */
final class SmtpMail implements Mail {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpMail.class);

    private final @Nullable JavaMailSender sender;
    private final @Nullable String from;

    SmtpMail(@Nullable JavaMailSender sender, @Nullable String from) {
        this.sender = sender;
        this.from = from;
    }

    @Override
    public boolean isConfigured() {
        return sender != null && from != null;
    }

    @Override
    public void send(EmailAddress to, String subject, String text) {
        if (sender == null || from == null) {
            throw new IllegalStateException("There is no mail server. Set spring.mail.host and tokentally.mail.from.");
        }
        SimpleMailMessage message = new SimpleMailMessage();
        message.setFrom(from);
        message.setTo(to.value());
        message.setSubject(subject);
        message.setText(text);
        try {
            sender.send(message);
        } catch (MailException e) {
            // The exception may quote the message, which holds a link.
            LOG.warn("A mail was not sent: {}", e.getClass().getSimpleName());
            throw new MailNotSentException("The mail server did not take the message", e);
        }
    }
}
