package io.tokentally.adapter.gateway.admission;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a call: the key, and what its headers say.
 *
 * @param member whom the headers name, where that is a member of the key's organization
 */
public record Caller(
        VirtualKey key, CallerHeaders said, @Nullable UserId member) {

    /** @param operation names the endpoint if the caller does not */
    public Attribution attribution(Operation operation) {
        Endpoint endpoint = Objects.requireNonNullElse(said.endpoint(), Endpoint.of(operation));
        return new Attribution(key.organizationId(), user(), endpoint, source(), said.tags(), key.id());
    }

    /** By what the caller will find the call again. */
    public CallTrace trace() {
        return new CallTrace(said.clientIds(), null, said.attempt().of(key));
    }

    /** Whether it names nobody but the holder of its key. */
    boolean callsForItself() {
        return said.user() == null || user().equals(key.holder().userId());
    }

    UserId user() {
        return member != null
                ? member
                : Objects.requireNonNullElse(said.user(), key.holder().userId());
    }

    private Attribution.Source source() {
        return member != null || callsForItself() ? Attribution.Source.CONTEXT : Attribution.Source.NON_MEMBER;
    }
}
