package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import java.util.concurrent.CompletableFuture;

/** Whoever sends calls to a provider asks first whether the budgets that block let it out. No method waits for anything. */
@SystemPort("asked when a call comes in, of the budgets that it counts for")
public interface AdmitSpendingUseCase {

    /** Whether any budget of the organization blocks calls; where none does, nobody need ask. */
    boolean isBounded(OrganizationId organization);

    /**
     * Sets aside on every budget that blocks and is for the call what it may use: on all of them, or on none. Whoever gets a
     * reservation hands it on with the call's record, or cancels it, once.
     *
     * @return done at once where what is set aside is at hand; else when the database has been asked, which takes a set time at most.
     *     Never fails.
     */
    CompletableFuture<SpendingVerdict> admit(SpendingRequest request);
}
