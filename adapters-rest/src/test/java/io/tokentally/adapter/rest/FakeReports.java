package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.report.ReportUsageUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.report.Comparison;
import io.tokentally.domain.report.Report;
import io.tokentally.domain.report.ReportQuery;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.report.UndeclaredTagException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers with the rows that a test sets, and remembers what it was asked. */
final class FakeReports implements ReportUsageUseCase {

    /** And no other tag. */
    static final Tag DECLARED = new Tag("team");

    private List<Report.Row> rows = List.of();
    private @Nullable ReportQuery asked;
    private boolean tooManyCalls;
    private @Nullable Instant asOf;

    void answers(Report.Row... answer) {
        rows = List.of(answer);
        tooManyCalls = false;
    }

    /** As a replica would. */
    void answersAsOf(@Nullable Instant then) {
        asOf = then;
    }

    @Nullable
    ReportQuery asked() {
        return asked;
    }

    /** From now on any question does. */
    void looksAtTooManyCalls() {
        tooManyCalls = true;
    }

    @Override
    public Report report(Viewer viewer, ReportQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        query.tags().stream().filter(tag -> !tag.equals(DECLARED)).findAny().ifPresent(tag -> {
            throw new UndeclaredTagException(tag, List.of(DECLARED));
        });
        if (tooManyCalls) {
            throw new TooManyCallsException(200_000);
        }
        Report report = Report.of(query, rows).withAsOf(asOf);
        Comparison comparison = query.comparison();
        return comparison == null
                ? report
                : report.comparedWith(Report.of(query.before(comparison, Instant.EPOCH), rows));
    }
}
