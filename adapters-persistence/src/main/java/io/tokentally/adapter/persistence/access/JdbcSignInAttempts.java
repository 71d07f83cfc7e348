package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.domain.access.UserId;
import java.sql.Types;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts through the owner's functions, connected as the authentication role. */
final class JdbcSignInAttempts implements SignInAttempts {

    private final JdbcClient authentication;

    JdbcSignInAttempts(JdbcClient authentication) {
        this.authentication = authentication;
    }

    @Override
    public Duration begin(UserId userId, String block, byte @Nullable [] device) {
        return Duration.ofSeconds(authentication
                .sql("SELECT begin_sign_in(:user, :block, :device)")
                .param("user", userId.value())
                .param("block", block)
                .param("device", device, Types.BINARY)
                .query(Integer.class)
                .single());
    }

    @Override
    public void succeeded(UserId userId, String block, byte @Nullable [] device) {
        authentication
                .sql("SELECT sign_in_succeeded(:user, :block, :device)")
                .param("user", userId.value())
                .param("block", block)
                .param("device", device, Types.BINARY)
                .query()
                .singleRow();
    }
}
