package io.tokentally.adapter.gateway.admission;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import java.util.Objects;

/** The caller of a call: the key, and what its headers say. */
public record Caller(VirtualKey key, CallerHeaders said) {

    /** @param operation names the endpoint if the caller does not */
    public Attribution attribution(Operation operation) {
        UserId user = Objects.requireNonNullElse(said.user(), key.holder().userId());
        Endpoint endpoint = Objects.requireNonNullElse(said.endpoint(), Endpoint.of(operation));
        return new Attribution(key.organizationId(), user, endpoint, Attribution.Source.CONTEXT, said.tags(), key.id());
    }
}
