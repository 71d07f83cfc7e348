package io.tokentally.codec;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.BilledPart;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes records, and parts of them, in the present version, for the journal and for the ledger. */
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

    /** Who called, as the ledger tells callers apart. */
    void caller(Attribution attribution) {
        json.writeStartObject();
        json.writeStringProperty("user_id", attribution.userId().value());
        text("virtual_key_id", attribution.keyId());
        source(attribution);
        json.writeEndObject();
    }

    /**
     * What kind of call it was, as the ledger tells series apart.
     *
     * @param model the one that it counts under
     */
    void series(UsageRecord usageRecord, ModelName model) {
        Cost cost = usageRecord.cost();
        json.writeStartObject();
        json.writeStringProperty(
                "endpoint", usageRecord.attribution().endpoint().value());
        models(usageRecord);
        json.writeStringProperty("billed_model", model.value());
        json.writeStringProperty("usage_reading", usageRecord.reading().kind().name());
        json.writeBooleanProperty("free_of_charge", usageRecord.isFree());
        json.writeBooleanProperty("success", usageRecord.outcome().isSuccess());
        if (usageRecord.outcome() instanceof Outcome.Failure failure) {
            failureKind(failure);
        }
        json.writeStringProperty("cost_status", cost.status().name());
        text("price_version", cost.priceVersion());
        text("input_band", cost.inputBand());
        text("unpriced_reason", cost.unpricedReason());
        json.writeEndObject();
    }

    /** What quantities are of, and the lines of a bill without them. */
    void rates(Currency currency, Collection<UsageUnit> units, List<CostLine> lines) {
        json.writeStartObject();
        json.writeStringProperty("currency", currency.getCurrencyCode());
        json.writeArrayPropertyStart("units");
        units.forEach(unit -> json.writeString(unit.name()));
        json.writeEndArray();
        json.writeArrayPropertyStart("cost_lines");
        lines.forEach(line -> {
            json.writeStartObject();
            json.writeStringProperty("unit", line.unit().name());
            rate(line);
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    void parts(List<UsagePart> parts) {
        json.writeStartArray();
        parts.forEach(this::part);
        json.writeEndArray();
    }

    void lines(List<CostLine> lines) {
        json.writeStartArray();
        lines.forEach(this::line);
        json.writeEndArray();
    }

    void texts(Map<String, String> texts) {
        json.writeStartObject();
        texts.forEach(json::writeStringProperty);
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
        models(usageRecord);
        reading(usageRecord.reading());
        if (usageRecord.reading() instanceof UsageReading.NotBilled) {
            json.writeBooleanProperty("free_of_charge", usageRecord.isFree());
        }
        cost(usageRecord.cost());
        outcome(usageRecord.outcome());
        trace(usageRecord.trace());
    }

    private void models(UsageRecord usageRecord) {
        text("operation", usageRecord.operation());
        json.writeStringProperty("provider", usageRecord.provider().value());
        json.writeStringProperty("model", usageRecord.model().value());
        text("served_model", usageRecord.servedModel());
        json.writeStringProperty("service_tier", usageRecord.serviceTier().value());
        text("region", usageRecord.region());
    }

    private void attribution(Attribution attribution) {
        json.writeStringProperty("organization_id", attribution.organizationId().value());
        json.writeStringProperty("user_id", attribution.userId().value());
        json.writeStringProperty("endpoint", attribution.endpoint().value());
        source(attribution);
        text("virtual_key_id", attribution.keyId());
        if (!attribution.tags().isEmpty()) {
            json.writeName("tags");
            texts(attribution.tags().values());
        }
    }

    private void source(Attribution attribution) {
        json.writeStringProperty("attribution", attribution.source().name().toLowerCase(Locale.ROOT));
    }

    private void trace(CallTrace trace) {
        if (!trace.clientIds().isEmpty()) {
            json.writeName("client_ids");
            texts(trace.clientIds());
        }
        text("provider_request_id", trace.providerRequestId());
        Integer attempt = trace.attempt().number();
        if (attempt != null) {
            json.writeNumberProperty("attempt", attempt);
        }
        text("attempt_of", trace.attempt().call());
    }

    private void reading(UsageReading reading) {
        json.writeStringProperty("usage_reading", reading.kind().name());
        quantities(reading.knownQuantities());
        if (!reading.parts().isEmpty()) {
            json.writeName("usage_parts");
            parts(reading.parts());
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
        text("input_band", cost.inputBand());
        text("unpriced_reason", cost.unpricedReason());
        json.writeName("cost_lines");
        lines(cost.lines());
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
        rate(line);
        BilledPart part = line.part();
        if (part != null) {
            json.writeNumberProperty("part", part.index());
            json.writeStringProperty("model", part.model().value());
            json.writeStringProperty("price_version", part.priceVersion());
            json.writeStringProperty("amount", line.amount().amount().toPlainString());
        }
        json.writeEndObject();
    }

    private void rate(CostLine line) {
        json.writeStringProperty("price", line.rate().price().amount().toPlainString());
        json.writeNumberProperty("per", line.rate().per());
        Rate listRate = line.listRate();
        if (listRate != null) {
            json.writeStringProperty("list_price", listRate.price().amount().toPlainString());
            json.writeNumberProperty("list_per", listRate.per());
        }
        if (!line.adjustments().isEmpty()) {
            json.writeArrayPropertyStart("adjustments");
            line.adjustments().forEach(this::adjustment);
            json.writeEndArray();
        }
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
            failureKind(failure);
            text("error_type", failure.errorType());
            text("error_code", failure.errorCode());
        }
    }

    private void failureKind(Outcome.Failure failure) {
        json.writeStringProperty("failure_kind", failure.kind().name());
        if (failure.httpStatus() != null) {
            json.writeNumberProperty("http_status", failure.httpStatus());
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
