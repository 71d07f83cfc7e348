package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.Person;
import io.tokentally.domain.text.PlainText;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sets passwords by links, connected as the authentication role. */
final class JdbcPasswordResets implements PasswordResets {

    private final JdbcClient authentication;

    JdbcPasswordResets(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public Optional<OpenReset> find(LinkSecret secret) {
        return authentication
                .sql("SELECT * FROM reset_by_secret(?)")
                .param(TokenHash.of(secret))
                .query((row, number) -> new OpenReset(
                        row.getString("login"),
                        row.getString("display_name"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public void reset(LinkSecret secret, String passwordHash) {
        DatabaseRefusal.ofMembership(() -> authentication
                .sql("SELECT reset_password_by_link(?, ?)")
                .params(TokenHash.of(secret), passwordHash)
                .query()
                .singleRow());
    }

    @Override
    public Optional<EmailAddress> request(String login, LinkSecret secret) {
        if (!PlainText.isAcceptable(login, Person.MAX_LOGIN_LENGTH)) {
            return Optional.empty();
        }
        return authentication
                .sql("SELECT address FROM request_reset(?, ?) AS answer (address) WHERE address IS NOT NULL")
                .params(login.strip(), TokenHash.of(secret))
                .query(String.class)
                .optional()
                .map(EmailAddress::new);
    }
}
