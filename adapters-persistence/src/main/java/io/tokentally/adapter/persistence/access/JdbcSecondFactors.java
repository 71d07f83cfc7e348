package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.RequestOrigin;
import io.tokentally.application.port.out.access.SecondFactors;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes codes through the owner's functions, connected as the authentication role. */
final class JdbcSecondFactors implements SecondFactors {

    private final JdbcClient authentication;
    private final RequestOrigin origin;

    JdbcSecondFactors(JdbcClient authentication, RequestOrigin origin) {
        this.authentication = authentication;
        this.origin = origin;
    }

    @Override
    public Optional<KeptFactor> find(ViewerToken token) {
        return authentication
                .sql("SELECT * FROM find_second_factor(?)")
                .param(TokenHash.of(token))
                .query((row, number) ->
                        new KeptFactor(new UserId(row.getString("user_id")), new SealedSecret(row.getString("sealed"))))
                .optional();
    }

    @Override
    public boolean acceptStep(ViewerToken token, long step, @Nullable ViewerToken successor) {
        return authentication
                .sql("SELECT accept_step(:hash, :step, :successor)")
                .param("hash", TokenHash.of(token))
                .param("step", step)
                .param("successor", successor == null ? null : TokenHash.of(successor), Types.BINARY)
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean useRecoveryCode(ViewerToken token, RecoveryCode code, @Nullable ViewerToken successor) {
        // The address, for the audit log, holds for this statement, which is a transaction of its own.
        return authentication
                .sql("""
                        WITH origin AS MATERIALIZED (SELECT set_config('tokentally.client_address', :address, true) AS address)
                        SELECT use_recovery_code(:hash, :code, :successor) FROM origin WHERE address IS NOT NULL""")
                .param("address", origin.clientAddress().orElse(""))
                .param("hash", TokenHash.of(token))
                .param("code", TokenHash.of(code))
                .param("successor", successor == null ? null : TokenHash.of(successor), Types.BINARY)
                .query(Boolean.class)
                .single();
    }
}
