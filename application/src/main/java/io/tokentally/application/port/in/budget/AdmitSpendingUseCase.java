package io.tokentally.application.port.in.budget;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.Provider;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whoever sends calls to a provider asks first whether the budgets that block let it out. No method waits for anything. */
@SystemPort("asked when a call comes in, of the budgets that it counts for")
public interface AdmitSpendingUseCase {

    /** Whether any budget of the organization blocks calls; where none does, nobody need ask. */
    boolean isBounded(OrganizationId organization);

    /**
     * What each answer to a call is limited to whose request sets no limit itself: the least that any of those budgets says which block,
     * are open and are for the call. Absent where none says so. To be written into the request before anything is set aside for it.
     */
    @Nullable
    Long outputLimit(BudgetedCall call);

    /**
     * Sets aside on every budget that blocks and is for the call what it may use: on all of them, or on none. Whoever gets a
     * reservation hands it on with the call's record, or cancels it, once.
     *
     * @return done at once where what is set aside is at hand; else when the database has been asked, which takes a set time at most.
     *     Never fails.
     */
    CompletableFuture<SpendingVerdict> admit(SpendingRequest request);

    /**
     * The organization has sent a file to a provider, who keeps it by that name, and it has these requests: a batch of the organization's
     * that names the file is bounded by them.
     */
    void batchFileKept(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents);
}
