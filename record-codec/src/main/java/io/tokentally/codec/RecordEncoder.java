package io.tokentally.codec;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes records, and parts of them, in the present version. */
record RecordEncoder(JsonGenerator json) {

    /** With what the ledger does not keep in its row: times to the nanosecond, and what the provider keeps. */
    void journalEntry(UsageRecord usageRecord) {
        Timing timing = usageRecord.timing();
        json.writeStartObject();
        json.writeNumberProperty(
                "v", usageRecord.reading().parts().isEmpty() ? RecordCodec.VERSION_WITHOUT_PARTS : RecordCodec.VERSION);
        fields(usageRecord);
        json.writeNumberProperty("response_time_ns", timing.responseTime().toNanos());
        if (timing.timeToFirstToken() != null) {
            json.writeNumberProperty(
                    "time_to_first_token_ns", timing.timeToFirstToken().toNanos());
        }
        made(usageRecord.made());
        json.writeEndObject();
    }

    /** With the columns that are computed from the others. */
    void row(UsageRecord usageRecord) {
        Quantities quantities = usageRecord.quantities();
        Timing timing = usageRecord.timing();
        json.writeStartObject();
        fields(usageRecord);
        json.writeStringProperty("created_at", usageRecord.createdAt().toString());
        json.writeNumberProperty("input_tokens", quantities.inputTokens());
        json.writeNumberProperty("output_tokens", quantities.outputTokens());
        json.writeNumberProperty("total_tokens", quantities.totalTokens());
        totalCost(usageRecord.cost());
        json.writeNumberProperty("response_time_ms", timing.responseTime().toMillis());
        if (timing.timeToFirstToken() != null) {
            json.writeNumberProperty(
                    "time_to_first_token_ms", timing.timeToFirstToken().toMillis());
        }
        json.writeBooleanProperty("success", usageRecord.outcome().isSuccess());
        json.writeEndObject();
    }

    /** A call's key, and the columns of its cost. */
    void costOf(UsageRecordId id, Cost cost) {
        json.writeStartObject();
        json.writeStringProperty("created_at", id.instant().toString());
        json.writeStringProperty("id", id.value().toString());
        totalCost(cost);
        cost(cost);
        json.writeEndObject();
    }

    private void fields(UsageRecord usageRecord) {
        json.writeStringProperty("id", usageRecord.id().value().toString());
        attribution(usageRecord.attribution());
        text("operation", usageRecord.operation());
        json.writeStringProperty("provider", usageRecord.provider().value());
        json.writeStringProperty("model", usageRecord.model().value());
        text("served_model", usageRecord.servedModel());
        json.writeStringProperty("service_tier", usageRecord.serviceTier().value());
        text("region", usageRecord.region());
        reading(usageRecord.reading());
        if (usageRecord.reading() instanceof UsageReading.NotBilled) {
            json.writeBooleanProperty("free_of_charge", usageRecord.isFree());
        }
        cost(usageRecord.cost());
        outcome(usageRecord.outcome());
        trace(usageRecord.trace());
    }

    private void attribution(Attribution attribution) {
        json.writeStringProperty("organization_id", attribution.organizationId().value());
        json.writeStringProperty("user_id", attribution.userId().value());
        json.writeStringProperty("endpoint", attribution.endpoint().value());
        json.writeStringProperty("attribution", attribution.source().name().toLowerCase(Locale.ROOT));
        text("virtual_key_id", attribution.keyId());
        if (!attribution.tags().isEmpty()) {
            json.writeObjectPropertyStart("tags");
            attribution.tags().values().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    private void trace(CallTrace trace) {
        if (!trace.clientIds().isEmpty()) {
            json.writeObjectPropertyStart("client_ids");
            trace.clientIds().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        text("provider_request_id", trace.providerRequestId());
    }

    private void reading(UsageReading reading) {
        json.writeStringProperty("usage_reading", reading.kind().name());
        quantities(reading.knownQuantities());
        if (!reading.parts().isEmpty()) {
            json.writeArrayPropertyStart("usage_parts");
            reading.parts().forEach(this::part);
            json.writeEndArray();
        }
    }

    private void quantities(Quantities quantities) {
        json.writeObjectPropertyStart("quantities");
        quantities.amounts().forEach((unit, amount) -> json.writeNumberProperty(unit.name(), amount));
        json.writeEndObject();
    }

    /** With the sums of its tokens, by which the ledger counts them under their model. */
    private void part(UsagePart part) {
        json.writeStartObject();
        json.writeStringProperty("kind", part.kind());
        text("model", part.model());
        text("service_tier", part.serviceTier());
        quantities(part.quantities());
        json.writeNumberProperty("request_input_tokens", part.requestInputTokens());
        json.writeNumberProperty("input_tokens", part.quantities().inputTokens());
        json.writeNumberProperty("output_tokens", part.quantities().outputTokens());
        text("flaw", part.flaw());
        json.writeEndObject();
    }

    private void cost(Cost cost) {
        json.writeStringProperty("cost_status", cost.status().name());
        json.writeStringProperty("currency", cost.currency().getCurrencyCode());
        text("price_version", cost.priceVersion());
        text("unpriced_reason", cost.unpricedReason());
        json.writeArrayPropertyStart("cost_lines");
        cost.lines().forEach(this::line);
        json.writeEndArray();
    }

    /** Nothing where it is not known, which is not the same as zero. */
    private void totalCost(Cost cost) {
        if (cost.status() != CostStatus.UNPRICED) {
            json.writeStringProperty("total_cost", cost.total().amount().toPlainString());
        }
    }

    private void line(CostLine line) {
        json.writeStartObject();
        json.writeStringProperty("unit", line.unit().name());
        json.writeNumberProperty("quantity", line.quantity());
        json.writeStringProperty("price", line.rate().price().amount().toPlainString());
        json.writeNumberProperty("per", line.rate().per());
        if (!line.adjustments().isEmpty()) {
            json.writeArrayPropertyStart("adjustments");
            line.adjustments().forEach(this::adjustment);
            json.writeEndArray();
        }
        BilledPart part = line.part();
        if (part != null) {
            json.writeNumberProperty("part", part.index());
            json.writeStringProperty("model", part.model().value());
            json.writeStringProperty("price_version", part.priceVersion());
            json.writeStringProperty("amount", line.amount().amount().toPlainString());
        }
        json.writeEndObject();
    }

    private void adjustment(Adjustment adjustment) {
        json.writeStartObject();
        json.writeStringProperty("kind", adjustment.kind().name());
        json.writeStringProperty("basis", adjustment.basis());
        json.writeStringProperty("percentage", adjustment.percentage().value().toPlainString());
        json.writeEndObject();
    }

    private void outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            json.writeStringProperty("failure_kind", failure.kind().name());
            if (failure.httpStatus() != null) {
                json.writeNumberProperty("http_status", failure.httpStatus());
            }
            text("error_type", failure.errorType());
            text("error_code", failure.errorCode());
        }
    }

    /** Each thing's identifier, and then the key that it belongs to. */
    private void made(List<MadeResource> made) {
        if (!made.isEmpty()) {
            json.writeArrayPropertyStart("made");
            for (MadeResource resource : made) {
                json.writeString(resource.id());
                json.writeString(resource.owner().toString());
            }
            json.writeEndArray();
        }
    }

    private void text(String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
