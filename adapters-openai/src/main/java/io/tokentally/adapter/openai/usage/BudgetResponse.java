package io.tokentally.adapter.openai.usage;

import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponse;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.RefusalText;
import io.tokentally.provider.Refusal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;

/** The answer to an attempt that a budget does not let out, in OpenAI's shape, so that the SDK raises what it usually does. */
final class BudgetResponse implements HttpResponse {

    private static final int RETRY_SECONDS = 2;

    private final int status;
    private final Headers headers;
    private final InputStream body;

    private BudgetResponse(Refusal refusal, String message, Headers.Builder headers) {
        this.status = refusal.httpStatus();
        this.headers = headers.put("content-type", "application/json").build();
        this.body = new ByteArrayInputStream(OpenAiError.body(refusal, message));
    }

    /** One that the SDK does not try again. */
    static BudgetResponse refused(BudgetRefusal refusal, Instant now) {
        Headers.Builder headers = Headers.builder().put("x-should-retry", "false");
        int seconds = RefusalText.secondsToReset(refusal, now);
        if (seconds > 0) {
            headers.put("retry-after", String.valueOf(seconds));
        }
        return new BudgetResponse(Refusal.RATE_LIMITED, RefusalText.of(refusal), headers);
    }

    /** One that may be worth another try. */
    static BudgetResponse undetermined(String budget) {
        return new BudgetResponse(
                Refusal.UNAVAILABLE,
                RefusalText.undetermined(budget),
                Headers.builder().put("retry-after", String.valueOf(RETRY_SECONDS)));
    }

    @Override
    public int statusCode() {
        return status;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
