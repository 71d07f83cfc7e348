package io.tokentally.adapter.rest;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.usage.UsageRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who used which model in which hour: what calls have in common that become one row.
 *
 * @param hour its beginning, in UTC
 * @param model the one that is billed
 */
record FocusSource(
        Instant hour,
        OrganizationId organization,
        UserId user,
        Endpoint endpoint,
        @Nullable VirtualKeyId key,
        Tags tags,
        Provider provider,
        ModelName model,
        ServiceTier tier,
        @Nullable Region region) {

    static FocusSource of(UsageRecord call) {
        return of(call, call.billedModel(), call.serviceTier());
    }

    /** Of a part of a call that is billed by itself. */
    static FocusSource of(UsageRecord call, BilledPart billed) {
        List<UsagePart> parts = call.reading().parts();
        ServiceTier ofPart =
                billed.index() < parts.size() ? parts.get(billed.index()).serviceTier() : null;
        return of(call, billed.model(), Objects.requireNonNullElse(ofPart, call.serviceTier()));
    }

    private static FocusSource of(UsageRecord call, ModelName model, ServiceTier tier) {
        Attribution attribution = call.attribution();
        return new FocusSource(
                call.createdAt().truncatedTo(ChronoUnit.HOURS),
                attribution.organizationId(),
                attribution.userId(),
                attribution.endpoint(),
                attribution.keyId(),
                attribution.tags(),
                call.provider(),
                model,
                tier,
                call.region());
    }
}
