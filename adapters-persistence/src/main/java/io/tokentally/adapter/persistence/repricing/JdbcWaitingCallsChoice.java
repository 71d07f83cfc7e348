package io.tokentally.adapter.persistence.repricing;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.application.port.out.repricing.WaitingCallsChoice;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.repricing.RepricingRefusal;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A column of the organization's row, which the owner's function alone writes. */
final class JdbcWaitingCallsChoice implements WaitingCallsChoice {

    private final JdbcClient jdbc;
    private final ViewerIdentity identity;

    JdbcWaitingCallsChoice(JdbcClient jdbc, ViewerIdentity identity) {
        this.jdbc = jdbc;
        this.identity = identity;
    }

    @Override
    public boolean isPriced(Viewer viewer) {
        identity.assume(viewer);
        return jdbc.sql("SELECT prices_waiting_calls FROM organizations WHERE id = :organization")
                .param("organization", viewer.organizationId().value())
                .query(Boolean.class)
                .optional()
                .orElseThrow(ViewerIdentity::over);
    }

    @Override
    public void setPriced(Viewer viewer, boolean priced) {
        identity.assume(viewer);
        try {
            jdbc.sql("SELECT let_waiting_calls_be_priced(?)")
                    .param(priced)
                    .query((row, number) -> true)
                    .list();
        } catch (DataAccessException e) {
            throw DatabaseRefusal.byCode(
                    e,
                    (code, about) -> RepricingRefusal.withCode(code)
                            .<RuntimeException>map(reason -> reason.about(about))
                            .orElse(e));
        }
    }
}
