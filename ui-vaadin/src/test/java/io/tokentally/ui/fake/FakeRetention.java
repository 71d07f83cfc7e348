package io.tokentally.ui.fake;

import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import org.jspecify.annotations.Nullable;

/** How long one organization keeps its calls, in memory. */
public final class FakeRetention implements ManageRetentionUseCase {

    private static final CallRetention AT_FIRST = new CallRetention(null, null, null);

    private CallRetention retention = AT_FIRST;

    public void reset() {
        retention = AT_FIRST;
    }

    public void is(CallRetention known) {
        retention = known;
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
