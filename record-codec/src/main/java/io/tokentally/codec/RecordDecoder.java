package io.tokentally.codec;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what {@link RecordEncoder} wrote for the journal, and passes over fields that it does not know. */
record RecordDecoder(JsonNode json) {

    UsageRecord usageRecord() {
        UsageRecordId id = new UsageRecordId(UUID.fromString(text("id")));
        MeteredCall call = new MeteredCall(
                id.instant(),
                attribution(),
                optional("operation", Operation::new),
                new Provider(text("provider")),
                new ModelName(text("model")),
                optional("served_model", ModelName::new),
                new ServiceTier(text("service_tier")),
                optional("region", Region::new),
                LedgerColumns.reading(text("usage_reading"), json.required("quantities"), json.path("usage_parts")),
                timing(),
                outcome(),
                null,
                made(),
                isFree(),
                new CallTrace(
                        LedgerColumns.clientIds(json.path("client_ids")),
                        optional("provider_request_id", Function.identity()),
                        attempt()));
        return new UsageRecord(id, call, cost());
    }

    private CallAttempt attempt() {
        return CallAttempt.told(
                json.has("attempt") ? json.required("attempt").longValue() : 0,
                optional("attempt_of", call -> new CallId(UUID.fromString(call))));
    }

    /** Told of all that is not billed, since it is told at all. */
    private boolean isFree() {
        return json.has("free_of_charge") ? json.required("free_of_charge").booleanValue() : OlderVersions.isFree(json);
    }

    private Attribution attribution() {
        return new Attribution(
                new OrganizationId(text("organization_id")),
                new UserId(text("user_id")),
                new Endpoint(text("endpoint")),
                Attribution.Source.valueOf(text("attribution").toUpperCase(Locale.ROOT)),
                json.has("tags") ? LedgerColumns.tags(json.required("tags")) : Tags.NONE,
                optional("virtual_key_id", key -> new VirtualKeyId(UUID.fromString(key))));
    }

    private Cost cost() {
        Currency currency = Currency.getInstance(text("currency"));
        return new Cost(
                CostStatus.valueOf(text("cost_status")),
                currency,
                LedgerColumns.costLines(json.required("cost_lines"), currency),
                optional("price_version", Function.identity()),
                optional("input_band", InputBand::of),
                optional("unpriced_reason", UnpricedReason::valueOf));
    }

    private Timing timing() {
        return new Timing(
                Duration.ofNanos(json.required("response_time_ns").longValue()),
                json.has("time_to_first_token_ns")
                        ? Duration.ofNanos(
                                json.required("time_to_first_token_ns").longValue())
                        : null);
    }

    private Outcome outcome() {
        Outcome.Failure.Kind kind = optional("failure_kind", Outcome.Failure.Kind::valueOf);
        return kind == null
                ? new Outcome.Success()
                : new Outcome.Failure(
                        kind,
                        json.has("http_status")
                                ? (Integer) json.required("http_status").intValue()
                                : null,
                        optional("error_type", Function.identity()),
                        optional("error_code", Function.identity()));
    }

    private List<MadeResource> made() {
        List<MadeResource> made = new ArrayList<>();
        JsonNode stored = json.path("made");
        for (int part = 0; part + 1 < stored.size(); part += 2) {
            made.add(new MadeResource(
                    stored.required(part).stringValue(),
                    new VirtualKeyId(UUID.fromString(stored.required(part + 1).stringValue()))));
        }
        return made;
    }

    private String text(String name) {
        return json.required(name).stringValue();
    }

    private <T> @Nullable T optional(String name, Function<String, T> type) {
        return json.has(name) ? type.apply(text(name)) : null;
    }
}
