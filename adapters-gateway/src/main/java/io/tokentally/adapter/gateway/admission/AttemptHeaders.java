package io.tokentally.adapter.gateway.admission;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers in which SDKs tell which attempt of a call they make. They pass on as they are; what is no number, or told twice, is
 * not known, and no reason to refuse a call.
 *
 * @param number from {@code X-Stainless-Retry-Count}, which the SDKs of OpenAI and Anthropic count from 0; 0 where it is not told
 * @param idempotencyKey stays the same over the attempts of a call; may say anything, and is never kept as it is
 */
record AttemptHeaders(long number, @Nullable String idempotencyKey) {

    static final AttemptHeaders NONE = new AttemptHeaders(0, null);

    private static final AsciiString RETRY_COUNT = AsciiString.cached("x-stainless-retry-count");
    private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    static AttemptHeaders of(HttpHeaders headers) {
        return new AttemptHeaders(number(single(headers, RETRY_COUNT)), single(headers, IDEMPOTENCY_KEY));
    }

    /** @param key with which the call is made; whoever has another makes other calls */
    CallAttempt of(VirtualKey key) {
        return CallAttempt.told(
                number, idempotencyKey == null ? null : CallId.named(key.organizationId(), key.id(), idempotencyKey));
    }

    private static long number(@Nullable String retries) {
        return retries != null && COUNT.matcher(retries).matches() ? Long.parseLong(retries) + 1 : 0;
    }

    private static @Nullable String single(HttpHeaders headers, AsciiString name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 && !values.getFirst().isBlank()
                ? values.getFirst().strip()
                : null;
    }
}
