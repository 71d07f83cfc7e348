package io.tokentally.adapter.rest;

import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long one organization keeps its calls, in memory. */
final class FakeRetention implements ManageRetentionUseCase {

    private static final CallRetention FOR_EVER = new CallRetention(null, null, null);

    private CallRetention retention = FOR_EVER;

    void reset() {
        retention = FOR_EVER;
    }

    void removedUntil(Instant instant) {
        retention = new CallRetention(retention.months(), instant, instant);
    }

    @Override
    public CallRetention retention(Viewer viewer) {
        return retention;
    }

    @Override
    public void keepFor(Viewer viewer, @Nullable Integer months) {
        viewer.requireOwner(OwnerAction.SET_RETENTION);
        retention = new CallRetention(months, retention.sealedUntil(), retention.removedUntil());
    }
}
