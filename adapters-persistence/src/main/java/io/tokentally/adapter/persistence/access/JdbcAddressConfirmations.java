package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.AddressConfirmations;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.ViewerToken;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes links as whoever asks, and follows them, which needs nobody signed in, as the authentication role. */
final class JdbcAddressConfirmations implements AddressConfirmations {

    private final JdbcClient jdbc;
    private final JdbcClient authentication;
    private final ViewerIdentity identity;

    JdbcAddressConfirmations(JdbcClient jdbc, JdbcClient authentication, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.authentication = authentication;
        this.identity = identity;
    }

    @Override
    public Optional<EmailAddress> request(ViewerToken token, LinkSecret secret) {
        identity.assume(token);
        return jdbc.sql(
                        "SELECT address FROM request_address_confirmation(?) AS answer (address) WHERE address IS NOT NULL")
                .param(TokenHash.of(secret))
                .query(String.class)
                .optional()
                .map(EmailAddress::new);
    }

    @Override
    public Optional<OpenConfirmation> find(LinkSecret secret) {
        return authentication
                .sql("SELECT * FROM confirmation_by_secret(?)")
                .param(TokenHash.of(secret))
                .query((row, number) -> new OpenConfirmation(
                        row.getString("address"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public void confirm(LinkSecret secret) {
        DatabaseRefusal.ofMembership(() -> authentication
                .sql("SELECT confirm_address(?)")
                .param(TokenHash.of(secret))
                .query()
                .singleRow());
    }
}
