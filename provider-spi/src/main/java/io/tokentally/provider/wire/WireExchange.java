package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call over HTTP, with JSON and server-sent events, in a provider's dialect. */
public final class WireExchange implements MeteredExchange {

    private final Operation operation;
    private final boolean free;
    private final boolean fetches;
    private final @Nullable Region region;
    private @Nullable ProviderCallHandler dialect;
    private boolean streamed;

    public WireExchange(ProviderCallHandler dialect) {
        this.dialect = dialect;
        this.operation = dialect.operation();
        this.free = dialect.isFree();
        this.fetches = dialect.fetches();
        this.region = dialect.region();
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        PreparedRequest prepared = dialect().prepare(contentType, body);
        streamed = prepared.streamed();
        return prepared;
    }

    @Override
    public ResponseReader answer(int httpStatus, @Nullable String contentType) {
        ResponseAccumulator facts = new ResponseAccumulator(httpStatus, region);
        if (httpStatus < 200 || httpStatus > 299) {
            return new ErrorResponse(this, facts);
        }
        String type = Objects.requireNonNullElse(contentType, "").strip().toLowerCase(Locale.ROOT);
        boolean isJson = type.startsWith("application/json");
        boolean inJson = dialect().answersInJson();
        if (type.startsWith("text/event-stream") || (streamed && inJson && !isJson)) {
            return new EventStreamResponse(this, facts);
        }
        return inJson || isJson ? new PlainResponse(this, facts) : new BinaryResponse(this, facts);
    }

    @Override
    public ProviderResponse unanswered(Failure.Kind kind, boolean mayHaveArrived) {
        dialect = null;
        boolean mayBeBilled = mayHaveArrived && !free && !fetches;
        UsageReading reading = mayBeBilled ? new UsageReading.Missing() : new UsageReading.NotBilled();
        return new ProviderResponse(null, ServiceTier.STANDARD, region, reading, Failure.of(kind));
    }

    /** @throws IllegalStateException if the call is over */
    ProviderCallHandler dialect() {
        ProviderCallHandler present = dialect;
        if (present == null) {
            throw new IllegalStateException("The call of " + operation + " is over");
        }
        return present;
    }

    boolean isFree() {
        return free;
    }

    boolean fetches() {
        return fetches;
    }

    /** Lets go of the dialect and with it of the prompt. */
    void close() {
        dialect = null;
    }
}
