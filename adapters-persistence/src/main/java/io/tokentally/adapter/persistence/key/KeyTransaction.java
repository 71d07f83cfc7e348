package io.tokentally.adapter.persistence.key;

import io.tokentally.adapter.persistence.access.DatabaseRefusal;
import io.tokentally.adapter.persistence.access.ViewerIdentity;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyRefusal;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Works on keys for a viewer, and sees to it that the directory takes over what was changed. */
final class KeyTransaction {

    private final ViewerIdentity identity;
    private final Runnable changed;

    /** @param changed is run when a change is committed */
    KeyTransaction(ViewerIdentity identity, Runnable changed) {
        this.identity = identity;
        this.changed = changed;
    }

    <T> T read(Viewer viewer, Supplier<T> reading) {
        identity.assume(viewer);
        return reading.get();
    }

    void change(Viewer viewer, Runnable change) {
        identity.assume(viewer);
        try {
            change.run();
        } catch (DataAccessException e) {
            throw refusal(e);
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changed.run();
            }
        });
    }

    private static RuntimeException refusal(DataAccessException failure) {
        return DatabaseRefusal.byCode(
                failure,
                (code, about) -> KeyRefusal.of(code)
                        .<RuntimeException>map(refusal -> refusal.about(about))
                        .orElse(failure));
    }
}
