package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.refusal.ReadRefusedCallsUseCase;
import io.tokentally.application.port.in.refusal.ReadStrayCallsUseCase;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.refusal.RefusalQuery;
import io.tokentally.domain.refusal.RefusalReport;
import io.tokentally.domain.refusal.RefusedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with the rows and samples that a test sets, and remembers what it was asked. */
final class FakeRefusedCalls implements ReadRefusedCallsUseCase, ReadStrayCallsUseCase {

    private List<RefusalReport.Row> rows = List.of();
    private List<RefusedCall> samples = List.of();
    private @Nullable RefusalQuery asked;

    void answers(RefusalReport.Row... answer) {
        rows = List.of(answer);
    }

    void answers(RefusedCall... answer) {
        samples = List.of(answer);
    }

    @Nullable
    RefusalQuery asked() {
        return asked;
    }

    @Override
    public RefusalReport report(Viewer viewer, RefusalQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        return new RefusalReport(query, rows);
    }

    @Override
    public List<RefusedCall> samples(Viewer viewer, UsageScope scope) {
        viewer.requireMayLook(scope);
        return samples;
    }

    @Override
    public RefusalReport report(Session session, RefusalQuery query) {
        session.requireOperator();
        asked = query;
        return new RefusalReport(query, rows);
    }

    @Override
    public List<RefusedCall> samples(Session session) {
        session.requireOperator();
        return samples;
    }
}
