package io.tokentally.adapter.openai.usage;

import com.openai.core.http.HttpResponse;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.provider.PreparedRequest;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What budgets say to one attempt: it goes out with what was set aside for it, or is answered in the provider's stead.
 *
 * @param refusal absent where it may go out
 * @param reason what it is counted by where it may not
 */
record BudgetedAttempt(
        Reservation reservation,
        @Nullable HttpResponse refusal,
        @Nullable RefusalReason reason) {

    /** Nobody has a say in it, or those who have fail at saying it. */
    static final BudgetedAttempt FREE_TO_GO = new BudgetedAttempt(Reservation.NONE, null, null);

    /**
     * Asks the budgets, where any blocks calls of the organization, and the attempt may cost something.
     *
     * @param now tells how long it takes until a budget begins anew
     */
    static CompletableFuture<BudgetedAttempt> ask(
            AdmitSpendingUseCase spending,
            Attribution attribution,
            Operation operation,
            PreparedRequest prepared,
            Instant now) {
        if (prepared.bounds().isFree() || !spending.isBounded(attribution.organizationId())) {
            return CompletableFuture.completedFuture(FREE_TO_GO);
        }
        BudgetedCall call = BudgetedCall.of(attribution, operation, Provider.OPENAI, prepared.model());
        return spending.admit(new SpendingRequest(call, prepared.bounds(), false))
                .thenApply(verdict -> of(verdict, now));
    }

    private static BudgetedAttempt of(SpendingVerdict verdict, Instant now) {
        return switch (verdict) {
            case SpendingVerdict.Admitted admitted -> new BudgetedAttempt(admitted.reservation(), null, null);
            case SpendingVerdict.Refused refused ->
                new BudgetedAttempt(
                        Reservation.NONE,
                        BudgetResponse.refused(refused.refusal(), now),
                        RefusalReason.BUDGET_EXCEEDED);
            case SpendingVerdict.Undetermined unknown ->
                new BudgetedAttempt(
                        Reservation.NONE,
                        BudgetResponse.undetermined(unknown.budget()),
                        RefusalReason.BUDGET_UNAVAILABLE);
        };
    }
}
