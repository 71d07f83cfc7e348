package io.tokentally.bootstrap.product;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the mail goes of the product that tests share: one server for as long as they run. */
public final class Mailbox {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static @Nullable GreenMail server;

    private Mailbox() {}

    /** Starts it, if that has not been done. */
    static synchronized int port() {
        if (server == null) {
            server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
        }
        return server.getSmtp().getPort();
    }

    private static synchronized List<MimeMessage> messages() {
        return server == null ? List.of() : Arrays.asList(server.getReceivedMessages());
    }

    /** All that came for an address, once there is some. */
    public static List<MimeMessage> awaitFor(String address, Duration patience)
            throws InterruptedException, MessagingException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<MimeMessage> found = messagesFor(address);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            found = messagesFor(address);
        }
        return found;
    }

    private static List<MimeMessage> messagesFor(String address) throws MessagingException {
        List<MimeMessage> found = new ArrayList<>();
        for (MimeMessage message : messages()) {
            if (Optional.ofNullable(message.getAllRecipients()).stream()
                    .flatMap(Arrays::stream)
                    .anyMatch(recipient -> recipient.toString().equals(address))) {
                found.add(message);
            }
        }
        return found;
    }
}
