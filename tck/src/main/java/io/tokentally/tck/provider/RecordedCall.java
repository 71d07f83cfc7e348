package io.tokentally.tck.provider;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.provider.ProviderResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it stood on the wire, and what must be read from it.
 *
 * @param request must hold {@link #SECRET}, where it is JSON
 */
public record RecordedCall(
        String name,
        String path,
        String host,
        String request,
        int httpStatus,
        String answerType,
        String answer,
        ProviderResponse expected) {

    /** Stands for what people say to a model and hear from it. */
    public static final String SECRET = "confidential";

    static final String JSON = "application/json";
    static final String EVENTS = "text/event-stream; charset=utf-8";

    /** An answer in one piece that succeeded. */
    public static RecordedCall plain(
            String name, String path, String request, String answer, ProviderResponse expected) {
        return new RecordedCall(name, path, "localhost", request, 200, JSON, answer, expected);
    }

    /** A stream that came to its end. */
    public static RecordedCall streamed(
            String name, String path, String request, String answer, ProviderResponse expected) {
        return new RecordedCall(name, path, "localhost", request, 200, EVENTS, answer, expected);
    }

    /** A refusal, for which nothing is billed. */
    public static RecordedCall refused(
            String name, String path, int httpStatus, String answer, @Nullable String type, @Nullable String code) {
        Outcome outcome = new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, httpStatus, type, code);
        return new RecordedCall(
                name,
                path,
                "localhost",
                "{\"model\": \"" + SECRET + "\"}",
                httpStatus,
                JSON,
                answer,
                new ProviderResponse(null, ServiceTier.STANDARD, null, new UsageReading.NotBilled(), outcome));
    }

    /** The same call to another host. */
    public RecordedCall to(String otherHost) {
        return new RecordedCall(name, path, otherHost, request, httpStatus, answerType, answer, expected);
    }

    /** The same call with an answer of another type. */
    public RecordedCall answeredAs(String type) {
        return new RecordedCall(name, path, host, request, httpStatus, type, answer, expected);
    }

    /** What is read from an answer that succeeded. */
    public static ProviderResponse answer(
            @Nullable String model, ServiceTier tier, @Nullable String region, Map<UsageUnit, Long> reported) {
        return new ProviderResponse(
                model == null ? null : new ModelName(model),
                tier,
                region == null ? null : new Region(region),
                new UsageReading.Reported(new Quantities(reported)),
                new Outcome.Success());
    }

    boolean isStreamed() {
        return answerType.startsWith("text/event-stream");
    }

    byte[] answerBytes() {
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
