package io.tokentally.bootstrap.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.Mail.MailNotSentException;
import io.tokentally.domain.access.EmailAddress;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Mail arrives at a server, or is told not to have. */
class SmtpMailTest {

    private static final EmailAddress OPS = new EmailAddress("ops@acme.example");

    private static JavaMailSenderImpl sender(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return sender;
    }

    private static Mail mail(int port) {
        return new SmtpMail(sender(port), "tokentally@acme.example");
    }

    @Test
    void aMessageArrivesAsItWasWritten() throws MessagingException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            mail(server.getSmtp().getPort()).send(OPS, "[over] Kosten: Müller (Acme)", "spent: 12.50\nAlert: 1\n");

            assertThat(server.waitForIncomingEmail(5_000, 1)).isTrue();
            MimeMessage message = server.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("[over] Kosten: Müller (Acme)");
            assertThat(message.getAllRecipients()[0]).hasToString("ops@acme.example");
            assertThat(message.getFrom()[0]).hasToString("tokentally@acme.example");
            assertThat(GreenMailUtil.getBody(message)).contains("spent: 12.50").contains("Alert: 1");
        } finally {
            server.stop();
        }
    }

    @Test
    void aMessageThatIsSentTwiceHasTheSameIdentity() throws MessagingException, IOException {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            Mail mail = new SmtpMail(sender(server.getSmtp().getPort()), "Tokentally <tokentally@acme.example>");
            UUID id = UUID.fromString("01939c00-0000-7000-8000-000000000001");

            mail.sendKnown(id, OPS, "Ihre KI-Nutzung (Müller)", "Kosten: 1,20\u00a0$\n");
            mail.sendKnown(id, OPS, "Ihre KI-Nutzung (Müller)", "Kosten: 1,20\u00a0$\n");
            mail.send(OPS, "another", "another\n");

            assertThat(server.waitForIncomingEmail(5_000, 3)).isTrue();
            MimeMessage[] messages = server.getReceivedMessages();
            assertThat(messages[0].getMessageID())
                    .isEqualTo("<01939c00-0000-7000-8000-000000000001@acme.example>")
                    .isEqualTo(messages[1].getMessageID())
                    .isNotEqualTo(messages[2].getMessageID());
            assertThat(messages[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(messages[0].getSubject()).isEqualTo("Ihre KI-Nutzung (Müller)");
            assertThat(messages[0].getContent()).asString().contains("Kosten: 1,20\u00a0$");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatIsAwayIsTold() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatExceptionOfType(MailNotSentException.class)
                .isThrownBy(() -> mail(port).send(OPS, "subject", "text"));
    }

    @Test
    @Timeout(20)
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(MailNotSentException.class)
                    .isThrownBy(() -> mail(silent.getLocalPort()).send(OPS, "subject", "text"));
        }
    }

    @Test
    void whatSomebodyHasSetStays() {
        JavaMailSenderImpl sender = sender(25);
        sender.getJavaMailProperties().put("mail.smtp.timeout", "3000");

        Mail mail = new SmtpMail(sender, "tokentally@acme.example");

        assertThat(mail.isConfigured()).isTrue();
        assertThat(sender.getJavaMailProperties())
                .containsEntry("mail.smtp.timeout", "3000")
                .containsEntry("mail.smtps.writetimeout", "10000");
    }
}
