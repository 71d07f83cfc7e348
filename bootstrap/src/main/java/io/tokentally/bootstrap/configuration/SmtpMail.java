package io.tokentally.bootstrap.configuration;

import io.tokentally.application.port.out.access.Mail;
import io.tokentally.domain.access.EmailAddress;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends by the server of {@code spring.mail}, if one is named together with the address to send from. */
final class SmtpMail implements Mail {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpMail.class);

    private static final String TIMEOUT_MILLIS = "10000";

    private final @Nullable JavaMailSender sender;
    private final @Nullable String from;

    SmtpMail(@Nullable JavaMailSender sender, @Nullable String from) {
        this.sender = sender;
        this.from = from;
        if (sender instanceof JavaMailSenderImpl configurable) {
            boundWaiting(configurable.getJavaMailProperties());
        }
    }

    /** Jakarta Mail waits for ever unless it is told for how long. What somebody has set stays. */
    private static void boundWaiting(Properties settings) {
        for (String protocol : List.of("smtp", "smtps")) {
            for (String wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
                settings.putIfAbsent("mail.%s.%s".formatted(protocol, wait), TIMEOUT_MILLIS);
            }
        }
    }

    @Override
    public boolean isConfigured() {
        return sender != null && from != null;
    }

    @Override
    public void send(EmailAddress to, String subject, String text) {
        send(null, to, subject, text);
    }

    @Override
    public void sendKnown(UUID id, EmailAddress to, String subject, String text) {
        send(id, to, subject, text);
    }

    private void send(@Nullable UUID id, EmailAddress to, String subject, String text) {
        if (sender == null || from == null) {
            throw new IllegalStateException("There is no mail server. Set spring.mail.host and tokentally.mail.from.");
        }
        String sentFrom = from;
        try {
            sender.send((MimeMessage message) -> {
                MimeMessageHelper filled = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
                filled.setFrom(sentFrom);
                filled.setTo(to.value());
                filled.setSubject(subject);
                filled.setText(text);
                if (id != null) {
                    message.setHeader("Message-ID", "<%s@%s>".formatted(id, host(message)));
                    // Nobody's absence note answers it.
                    message.setHeader("Auto-Submitted", "auto-generated");
                }
            });
        } catch (MailException e) {
            // The exception may quote the message, which holds a link.
            LOG.warn("A mail was not sent: {}", e.getClass().getSimpleName());
            throw new MailNotSentException("The mail server did not take the message", e);
        }
    }

    /** Whose identities they are: the host of the address that mails are from. */
    private static String host(MimeMessage message) throws MessagingException {
        Address sentFrom = message.getFrom()[0];
        String address = sentFrom instanceof InternetAddress internet ? internet.getAddress() : sentFrom.toString();
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
