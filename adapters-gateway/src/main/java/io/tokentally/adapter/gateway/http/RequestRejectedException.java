package io.tokentally.adapter.gateway.http;

import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.RefusalText;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusalReason;
import io.tokentally.provider.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that is answered in the provider's stead. The message is for whoever made it. */
public final class RequestRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int BUDGET_RETRY_SECONDS = 2;

    private final Refusal refusal;
    private final RefusalReason reason;
    private final int retryAfterSeconds;
    private final transient @Nullable BudgetHeadroom headroom;

    public RequestRejectedException(RefusalReason reason, String message) {
        this(reason, message, 0);
    }

    /** @param retryAfterSeconds when it may be worth another try; 0 if that is not known */
    public RequestRejectedException(RefusalReason reason, String message, int retryAfterSeconds) {
        this(answered(reason), reason, message, retryAfterSeconds, null);
    }

    private RequestRejectedException(
            Refusal refusal,
            RefusalReason reason,
            String message,
            int retryAfterSeconds,
            @Nullable BudgetHeadroom headroom) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.reason = reason;
        this.retryAfterSeconds = retryAfterSeconds;
        this.headroom = headroom;
    }

    private static Refusal answered(RefusalReason reason) {
        return switch (reason) {
            case UNKNOWN_KEY,
                    NO_KEY,
                    API_TOKEN,
                    KEY_EXPIRED,
                    KEY_REVOKED,
                    KEY_NOT_RENEWED,
                    MEMBER_LEFT,
                    NO_PROVIDER_KEY -> Refusal.UNKNOWN_KEY;
            case USER_NOT_ALLOWED,
                    PROVIDER_NOT_ALLOWED,
                    OPERATION_NOT_ALLOWED,
                    MODEL_NOT_ALLOWED,
                    RESOURCE_NOT_ALLOWED,
                    BODY_NOT_CHECKABLE -> Refusal.NOT_ALLOWED;
            case CALLS_AT_ONCE, CALLS_PER_MINUTE, SHARE_USED_UP, BUDGET_EXCEEDED -> Refusal.RATE_LIMITED;
            case MALFORMED_REQUEST -> Refusal.MALFORMED_REQUEST;
            case NO_SUCH_PATH -> Refusal.NO_SUCH_PATH;
            case HEADERS_TOO_LARGE -> Refusal.HEADERS_TOO_LARGE;
            case BODY_TOO_LARGE -> Refusal.TOO_LARGE;
            case BODY_TOO_LATE -> Refusal.REQUEST_TIMEOUT;
            case BUDGET_UNAVAILABLE, UNAVAILABLE -> Refusal.UNAVAILABLE;
        };
    }

    /** @param why what the provider did, or what became of it */
    public static RequestRejectedException unreachable(Provider provider, String why) {
        return failed(Refusal.PROVIDER_UNREACHABLE, "%s %s.".formatted(provider, why));
    }

    public static RequestRejectedException providerTooLate(Provider provider) {
        return failed(Refusal.PROVIDER_TIMEOUT, provider + " did not answer in time.");
    }

    /** The call went out and has a record, so that nobody counts it as refused. */
    private static RequestRejectedException failed(Refusal refusal, String message) {
        return new RequestRejectedException(refusal, RefusalReason.UNAVAILABLE, message, 0, null);
    }

    public static RequestRejectedException bodyTooLate() {
        return new RequestRejectedException(
                RefusalReason.BODY_TOO_LATE, "The body of the request did not come in time, or comes too slowly.");
    }

    /**
     * @param now tells how long it takes until it may be worth another try
     * @param tells whether the caller is told by headers, too, what is left
     */
    public static RequestRejectedException overBudget(BudgetRefusal refusal, Instant now, boolean tells) {
        return new RequestRejectedException(
                answered(RefusalReason.BUDGET_EXCEEDED),
                RefusalReason.BUDGET_EXCEEDED,
                RefusalText.of(refusal),
                RefusalText.secondsToReset(refusal, now),
                tells ? BudgetHeadroom.of(refusal) : null);
    }

    public static RequestRejectedException budgetUnavailable(String budget) {
        return new RequestRejectedException(
                RefusalReason.BUDGET_UNAVAILABLE, RefusalText.undetermined(budget), BUDGET_RETRY_SECONDS);
    }

    public static RequestRejectedException noMemory() {
        return new RequestRejectedException(
                RefusalReason.UNAVAILABLE, "The gateway has no memory for more at the moment. Try again.", 1);
    }

    public static RequestRejectedException stopping() {
        return new RequestRejectedException(RefusalReason.UNAVAILABLE, "The gateway stops. Try again.", 1);
    }

    public Refusal refusal() {
        return refusal;
    }

    /** What the call is counted by if it never goes out. */
    public RefusalReason reason() {
        return reason;
    }

    /** Whether clients are to leave it at that, whatever they do with refusals of the kind. */
    public boolean isFinal() {
        return reason == RefusalReason.BUDGET_EXCEEDED;
    }

    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** What is left of the budget that refused, where the caller is to be told by headers. */
    public @Nullable BudgetHeadroom headroom() {
        return headroom;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
