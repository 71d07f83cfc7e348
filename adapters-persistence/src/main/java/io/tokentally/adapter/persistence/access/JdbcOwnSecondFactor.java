package io.tokentally.adapter.persistence.access;

import io.tokentally.application.port.out.access.OwnSecondFactor;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.access.SecondFactorRefusedException;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.key.SealedSecret;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes a session's person's second factor through the owner's functions, which ask who it is and since when. */
final class JdbcOwnSecondFactor implements OwnSecondFactor {

    private static final State NOTHING = new State(null, 0, false);

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcOwnSecondFactor(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public State state(ViewerToken token) {
        identity.assume(token);
        return jdbc.sql("SELECT * FROM own_second_factor()")
                .query((row, number) -> {
                    OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
                    return new State(
                            since == null ? null : since.toInstant(),
                            row.getInt("codes_left"),
                            row.getBoolean("required"));
                })
                .optional()
                .orElse(NOTHING);
    }

    @Override
    public void add(ViewerToken token, SealedSecret sealed, long step, List<RecoveryCode> codes) {
        change(token, "SELECT add_second_factor(?, ?, ?)", sealed.base64(), step, hashes(codes));
    }

    @Override
    public void renewCodes(ViewerToken token, List<RecoveryCode> codes) {
        change(token, "SELECT renew_recovery_codes(?)", (Object) hashes(codes));
    }

    @Override
    public void remove(ViewerToken token) {
        change(token, "SELECT remove_second_factor()");
    }

    private static byte[][] hashes(List<RecoveryCode> codes) {
        return codes.stream().map(TokenHash::of).toArray(byte[][]::new);
    }

    private void change(ViewerToken token, String sql, Object... parameters) {
        identity.assume(token);
        try {
            jdbc.sql(sql).params(parameters).query().singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(e, (code, about) -> SecondFactorRefusedException.ofCode(code));
        }
    }
}
