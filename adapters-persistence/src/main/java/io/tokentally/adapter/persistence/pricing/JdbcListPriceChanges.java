package io.tokentally.adapter.persistence.pricing;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.pricing.ListPriceChanges;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.ViewerToken;
import io.tokentally.domain.pricing.ListPricesInForce;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notes changes through the owner's function, which looks up for itself whether the viewer is an operator. */
final class JdbcListPriceChanges implements ListPriceChanges {

    private static final String OPERATOR_ONLY = "operator_only";

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcListPriceChanges(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public void note(ViewerToken token, ListPricesInForce before, @Nullable ListPricesInForce after) {
        identity.assume(token);
        try {
            jdbc.sql("SELECT note_list_prices(:before, CAST(:after AS text), CAST(:versions AS integer))")
                    .param("before", before.sha256())
                    .param("after", after == null ? null : after.sha256())
                    .param("versions", after == null ? null : after.versions())
                    .query()
                    .singleRow();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e,
                    (code, about) -> code.equals(OPERATOR_ONLY)
                            ? new AccessRefusedException("Only an operator of the installation may do that.")
                            : e);
        }
    }
}
