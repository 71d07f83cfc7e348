package io.tokentally.adapter.journal;

import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.usage.UsageRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * Writes records in the journal's form: short names, exact decimals as text, times in nanoseconds, absent fields left out. A
 * later version of the application must be able to read what this one leaves behind: fields may be added, and names, those of
 * constants among them, mean what they mean for good. Whatever breaks that takes another {@link #VERSION}.
 */
final class RecordCodec {

    static final int VERSION = 1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_SIZE = 1_024;

    private RecordCodec() {}

    static byte[] write(UsageRecord usageRecord) {
        ByteArrayBuilder bytes = new ByteArrayBuilder(USUAL_SIZE);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeNumberProperty("v", VERSION);
            json.writeStringProperty("id", usageRecord.id().value().toString());
            attribution(json, usageRecord.attribution());
            json.writeStringProperty("provider", usageRecord.provider().value());
            json.writeStringProperty("model", usageRecord.model().value());
            text(json, "served", usageRecord.servedModel());
            json.writeStringProperty("tier", usageRecord.serviceTier().value());
            text(json, "region", usageRecord.region());
            reading(json, usageRecord.reading());
            cost(json, usageRecord.cost());
            timing(json, usageRecord.timing());
            outcome(json, usageRecord.outcome());
            made(json, usageRecord.made());
            json.writeEndObject();
        }
        return bytes.getClearAndRelease();
    }

    private static void attribution(JsonGenerator json, Attribution attribution) {
        json.writeStringProperty("organization", attribution.organizationId().value());
        json.writeStringProperty("user", attribution.userId().value());
        json.writeStringProperty("endpoint", attribution.endpoint().value());
        json.writeStringProperty("source", attribution.source().name());
        text(json, "key", attribution.keyId());
        Tags tags = attribution.tags();
        if (!tags.isEmpty()) {
            json.writeObjectPropertyStart("tags");
            tags.values().forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    private static void reading(JsonGenerator json, UsageReading reading) {
        json.writeStringProperty("reading", RecordNames.of(reading));
        json.writeObjectPropertyStart("quantities");
        reading.knownQuantities().amounts().forEach((unit, amount) -> json.writeNumberProperty(unit.name(), amount));
        json.writeEndObject();
    }

    private static void cost(JsonGenerator json, Cost cost) {
        json.writeStringProperty("cost", cost.status().name());
        json.writeStringProperty("currency", cost.currency().getCurrencyCode());
        text(json, "price", cost.priceVersion());
        text(json, "unpriced", cost.unpricedReason());
        if (!cost.lines().isEmpty()) {
            json.writeArrayPropertyStart("lines");
            cost.lines().forEach(line -> line(json, line));
            json.writeEndArray();
        }
    }

    /** Unit, quantity, price, per how many, and then kind, basis and percentage of each adjustment. */
    private static void line(JsonGenerator json, CostLine line) {
        json.writeStartArray();
        json.writeString(line.unit().name());
        json.writeNumber(line.quantity());
        json.writeString(line.rate().price().amount().toPlainString());
        json.writeNumber(line.rate().per());
        for (Adjustment adjustment : line.adjustments()) {
            json.writeString(adjustment.kind().name());
            json.writeString(adjustment.basis());
            json.writeString(adjustment.percentage().value().toPlainString());
        }
        json.writeEndArray();
    }

    private static void timing(JsonGenerator json, Timing timing) {
        json.writeNumberProperty("nanos", timing.responseTime().toNanos());
        if (timing.timeToFirstToken() != null) {
            json.writeNumberProperty("first", timing.timeToFirstToken().toNanos());
        }
    }

    private static void outcome(JsonGenerator json, Outcome outcome) {
        if (outcome instanceof Outcome.Failure failure) {
            json.writeStringProperty("failure", failure.kind().name());
            if (failure.httpStatus() != null) {
                json.writeNumberProperty("status", failure.httpStatus());
            }
            text(json, "error", failure.errorType());
            text(json, "code", failure.errorCode());
        }
    }

    /** Each thing's identifier, and then the key that it belongs to. */
    private static void made(JsonGenerator json, List<MadeResource> made) {
        if (!made.isEmpty()) {
            json.writeArrayPropertyStart("made");
            for (MadeResource resource : made) {
                json.writeString(resource.id());
                json.writeString(resource.owner().toString());
            }
            json.writeEndArray();
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }
}
