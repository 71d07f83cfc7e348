package io.tokentally.adapter.gateway.recording;

import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.MadeReader;
import io.tokentally.provider.MeteredExchange;
import io.tokentally.provider.PreparedRequest;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseHead;
import io.tokentally.provider.ResponseReader;
import io.tokentally.provider.VisibleBytes;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The exchange of a call that no protocol meters: it is recorded, and nothing is read of it. */
public final class UnmeteredExchange implements MeteredExchange {

    public static final ModelName UNKNOWN_MODEL = ModelName.UNKNOWN;
    private static final int FIRST_ERROR = 400;

    private final Operation operation;
    private final boolean free;
    private final RequestBounds bounds;
    private final @Nullable Function<byte[], RequestBounds> byBody;
    private final @Nullable MadeReader maker;

    /**
     * @param free whether the provider bills nothing for it
     * @param bounds what it can use at most
     * @param byBody tells more of that by the request's body; absent where nobody asks
     * @param maker reads what the response says that the provider keeps; absent if that is nothing
     */
    public UnmeteredExchange(
            Operation operation,
            boolean free,
            RequestBounds bounds,
            @Nullable Function<byte[], RequestBounds> byBody,
            @Nullable MadeReader maker) {
        this.operation = operation;
        this.free = free;
        this.bounds = bounds;
        this.byBody = byBody;
        this.maker = maker;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public PreparedRequest prepare(@Nullable String contentType, byte[] body) {
        RequestBounds known = byBody == null || body.length == 0 ? bounds : byBody.apply(body);
        return new PreparedRequest(body, UNKNOWN_MODEL, false, known);
    }

    @Override
    public ResponseReader answer(ResponseHead head) {
        return new Unread(head.status());
    }

    @Override
    public ProviderResponse unanswered(Failure.Kind kind, boolean mayHaveArrived) {
        return answer(mayHaveArrived, Failure.of(kind));
    }

    /** @param mayBeBilled unless such calls are free */
    private ProviderResponse answer(boolean mayBeBilled, Outcome outcome) {
        return new ProviderResponse(
                null,
                ServiceTier.STANDARD,
                null,
                mayBeBilled && !free ? new UsageReading.Missing() : new UsageReading.NotBilled(),
                outcome,
                null,
                free);
    }

    /** A response of which only the status is known. */
    private final class Unread implements ResponseReader {

        private final int status;

        Unread(int status) {
            this.status = status;
        }

        @Override
        public void arrived(byte[] bytes, int offset, int length, VisibleBytes visible) {
            if (maker != null && status < FIRST_ERROR) {
                maker.arrived(bytes, offset, length);
            }
        }

        @Override
        public Collection<String> made() {
            return maker == null ? List.of() : maker.made();
        }

        /** What a call made whose cost is that of others is what is billed for them. */
        @Override
        public @Nullable String begun() {
            return status < FIRST_ERROR && bounds.makesBatch()
                    ? made().stream().findFirst().orElse(null)
                    : null;
        }

        @Override
        public boolean hasContent() {
            return false;
        }

        @Override
        public boolean isComplete() {
            return false;
        }

        @Override
        public boolean hasUsage() {
            return true;
        }

        @Override
        public ProviderResponse ended() {
            boolean refused = status >= FIRST_ERROR;
            return answer(
                    !refused,
                    refused ? new Failure(Failure.Kind.PROVIDER_ERROR, status, null, null) : new Outcome.Success());
        }

        @Override
        public ProviderResponse broken(Failure.Kind kind) {
            return answer(status < FIRST_ERROR, new Failure(kind, status, null, null));
        }

        @Override
        public void arrivedLate(byte[] bytes, int offset, int length, VisibleBytes visible) {
            // The caller sees it as it is.
        }

        @Override
        public void rest(VisibleBytes visible) {
            // Nothing is held back.
        }

        @Override
        public boolean isFiltered() {
            return false;
        }
    }
}
