package io.tokentally.adapter.openai;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.metering.ModelName;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How OpenAI is called.
 *
 * @param apiKey may be absent only where a simulator answers; never printed
 * @param baseUrl with the version, for instance {@code https://api.openai.com/v1}, which it is by default
 * @param model reads the résumés
 * @param simulated whether a simulator answers at {@code baseUrl}
 * @param timeout for one attempt, from the request to the last byte
 * @param defaultOrganization whom metered calls belong to that nobody claimed
 * @param defaultUser likewise
 */
public record OpenAiOptions(
        @Nullable String apiKey,
        @Nullable URI baseUrl,
        ModelName model,
        boolean simulated,
        Duration timeout,
        OrganizationId defaultOrganization,
        UserId defaultUser) {

    public OpenAiOptions {
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        if (apiKey == null && !simulated) {
            throw new IllegalArgumentException(
                    "OpenAI needs a key: set OPENAI_API_KEY, or let the simulator answer in its place");
        }
        if (simulated && baseUrl == null) {
            throw new IllegalArgumentException("A simulator answers, but its base URL is not given");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout for OpenAI must be positive, not " + timeout);
        }
    }

    /** Says whether there is a key, never which. */
    @Override
    public String toString() {
        return "OpenAiOptions[apiKey=%s, baseUrl=%s, model=%s, simulated=%s, timeout=%s, default=%s/%s]"
                .formatted(
                        apiKey == null ? "none" : "***",
                        baseUrl,
                        model,
                        simulated,
                        timeout,
                        defaultOrganization,
                        defaultUser);
    }
}
