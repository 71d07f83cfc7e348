package io.tokentally.application.port.out.access;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.EmailAddress;
import java.util.UUID;

/** Messages of the installation to people. */
@SystemPort("sends what it is given")
public interface Mail {

    /** Whether there is a server to send by. */
    boolean isConfigured();

    /**
     * Sends a message as plain text.
     *
     * @throws MailNotSentException if the server did not take it
     * @throws IllegalStateException if there is no server
     */
    void send(EmailAddress to, String subject, String text);

    /**
     * Sends a message that may be sent once more, if nobody knows whether it arrived: by the identity in its {@code Message-ID}, mail
     * programs show it once.
     *
     * @throws MailNotSentException if the server did not take it
     * @throws IllegalStateException if there is no server
     */
    void sendKnown(UUID id, EmailAddress to, String subject, String text);

    /** The mail server did not take a message. The message says so without repeating the text, which may hold a secret. */
    final class MailNotSentException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public MailNotSentException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
