package io.tokentally.provider.wire;

import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call over HTTP, with JSON and streams of it, in a provider's dialect. */
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
    public byte[] limitOutput(@Nullable String contentType, byte[] body, long tokens) {
        return dialect().limitOutput(contentType, body, tokens);
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        PreparedRequest prepared = dialect().prepare(contentType, body);
        streamed = prepared.streamed();
        return prepared;
    }

    @Override
    public ResponseReader answer(ResponseHead head) {
        ResponseAccumulator facts = new ResponseAccumulator(head.status(), region);
        dialect().answered(head, facts);
        if (!head.isSuccess()) {
            return new ErrorResponse(this, facts);
        }
        Optional<StreamFraming> framing = dialect().framing(head, streamed);
        if (framing.isPresent()) {
            return new EventStreamResponse(this, facts, framing.get());
        }
        if (streamed && dialect().answersInJson() && head.isOfType("application/json")) {
            return new MislabelledResponse(
                    () -> new PlainResponse(this, facts),
                    () -> new EventStreamResponse(this, facts, StreamFraming.SERVER_SENT_EVENTS),
                    dialect().filter().isPresent());
        }
        boolean isJson = dialect().answersInJson() || head.isOfType("application/json");
        return isJson ? new PlainResponse(this, facts) : new BinaryResponse(this, facts);
    }

    @Override
    public ProviderResponse unanswered(Failure.Kind kind, boolean mayHaveArrived) {
        dialect = null;
        boolean isFree = free || fetches;
        boolean mayBeBilled = mayHaveArrived && !isFree;
        UsageReading reading = mayBeBilled ? new UsageReading.Missing() : new UsageReading.NotBilled();
        return new ProviderResponse(null, ServiceTier.STANDARD, region, reading, Failure.of(kind), null, isFree);
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
