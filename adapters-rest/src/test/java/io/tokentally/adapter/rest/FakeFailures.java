package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.failure.TellFailuresUseCase;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.failure.FailureGroup;
import io.tokentally.domain.failure.FailureQuery;
import io.tokentally.domain.failure.FailureReport;
import io.tokentally.domain.failure.FailureReport.Earlier;
import io.tokentally.domain.failure.FailureSums;
import io.tokentally.domain.report.UndeclaredTagException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what a test says failed, and remembers what it was asked. */
final class FakeFailures implements TellFailuresUseCase {

    private FailureSums sums = FailureSums.NONE;
    private Map<FailureGroup, Long> before = Map.of();
    private @Nullable FailureQuery asked;

    void failed(FailureSums failed, Map<FailureGroup, Long> failedBefore) {
        sums = failed;
        before = failedBefore;
    }

    @Nullable
    FailureQuery asked() {
        return asked;
    }

    @Override
    public FailureReport failures(Viewer viewer, FailureQuery query) {
        viewer.requireMayLook(query.scope());
        asked = query;
        query.calls().tags().stream()
                .filter(tag -> !tag.equals(FakeReports.DECLARED))
                .findAny()
                .ifPresent(tag -> {
                    throw new UndeclaredTagException(tag, List.of(FakeReports.DECLARED));
                });
        Earlier earlier = query.comparison() == null
                ? null
                : new Earlier(query.calls().before(query.comparison(), Instant.EPOCH), before);
        return new FailureReport(query, sums, earlier, null);
    }
}
