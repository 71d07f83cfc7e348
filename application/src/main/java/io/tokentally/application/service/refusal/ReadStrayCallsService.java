package io.tokentally.application.service.refusal;

import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.application.port.out.refusal.StrayCalls;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;
import org.springframework.transaction.annotation.Transactional;

/** Tells operators the refused calls that are no organization's. */
@Transactional(readOnly = true)
public class ReadStrayCallsService implements ReadStrayCallsUseCase {

    private final StrayCalls calls;

    public ReadStrayCallsService(StrayCalls calls) {
        this.calls = calls;
    }

    @Override
    public RefusalReport report(Session session, RefusalQuery query) {
        session.requireOperator();
        return new RefusalReport(query, calls.rows(session.token(), query));
    }

    @Override
    public List<RefusedCall> samples(Session session) {
        session.requireOperator();
        return calls.samples(session.token());
    }
}
