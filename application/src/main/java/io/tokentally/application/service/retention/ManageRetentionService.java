package io.tokentally.application.service.retention;

import io.tokentally.application.port.in.retention.ManageRetentionUseCase;
import io.tokentally.application.port.out.retention.RetentionChoice;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.retention.CallRetention;
import io.tokentally.domain.retention.RetentionTerm;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what owners decide about how long calls are kept. */
@Transactional
public class ManageRetentionService implements ManageRetentionUseCase {

    private final RetentionChoice choice;

    public ManageRetentionService(RetentionChoice choice) {
        this.choice = choice;
    }

    @Override
    @Transactional(readOnly = true)
    public CallRetention retention(Viewer viewer) {
        return choice.find(viewer);
    }

    @Override
    public void keepFor(Viewer viewer, @Nullable Integer months) {
        viewer.requireOwner(OwnerAction.SET_RETENTION);
        if (months != null) {
            RetentionTerm.requireMonths(months);
        }
        choice.keepFor(viewer, months);
    }
}
