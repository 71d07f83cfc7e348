package io.tokentally.adapter.journal;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostLine;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@link RecordCodec} wrote, and passes over fields that it does not know. */
record RecordDecoder(JsonNode json) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int ADJUSTMENTS_FROM = 4;
    private static final int ADJUSTMENT_PARTS = 3;

    static UsageRecord read(byte[] bytes) throws UnreadableRecordException {
        try {
            RecordDecoder stored = new RecordDecoder(MAPPER.readTree(bytes));
            int version = stored.json.required("v").intValue();
            if (version != RecordCodec.VERSION) {
                throw new UnreadableRecordException(
                        "version %d of the journal's form is not known here".formatted(version), null);
            }
            return stored.usageRecord();
        } catch (RuntimeException e) {
            throw new UnreadableRecordException(
                    "it cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private UsageRecord usageRecord() {
        return new UsageRecord(
                new UsageRecordId(UUID.fromString(text("id"))),
                attribution(),
                new Provider(text("provider")),
                new ModelName(text("model")),
                optional("served", ModelName::new),
                new ServiceTier(text("tier")),
                optional("region", Region::new),
                reading(),
                cost(),
                timing(),
                outcome(),
                made());
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

    private Attribution attribution() {
        Map<String, String> tags = new TreeMap<>();
        json.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().stringValue()));
        return new Attribution(
                new OrganizationId(text("organization")),
                new UserId(text("user")),
                new Endpoint(text("endpoint")),
                Attribution.Source.valueOf(text("source")),
                new Tags(tags),
                optional("key", key -> new VirtualKeyId(UUID.fromString(key))));
    }

    private UsageReading reading() {
        EnumMap<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        json.required("quantities")
                .properties()
                .forEach(amount -> amounts.put(
                        UsageUnit.valueOf(amount.getKey()), amount.getValue().longValue()));
        return RecordNames.reading(text("reading"), new Quantities(amounts));
    }

    private Cost cost() {
        Currency currency = Currency.getInstance(text("currency"));
        List<CostLine> lines = new ArrayList<>();
        json.path("lines").forEach(line -> lines.add(line(line, currency)));
        return new Cost(
                CostStatus.valueOf(text("cost")),
                currency,
                lines,
                optional("price", Function.identity()),
                optional("unpriced", UnpricedReason::valueOf));
    }

    private static CostLine line(JsonNode line, Currency currency) {
        List<Adjustment> adjustments = new ArrayList<>();
        for (int part = ADJUSTMENTS_FROM; part < line.size(); part += ADJUSTMENT_PARTS) {
            adjustments.add(new Adjustment(
                    Adjustment.Kind.valueOf(line.required(part).stringValue()),
                    line.required(part + 1).stringValue(),
                    Percentage.of(line.required(part + 2).stringValue())));
        }
        Money price = new Money(currency, new BigDecimal(line.required(2).stringValue()));
        return new CostLine(
                line.required(1).longValue(),
                new Rate(
                        UsageUnit.valueOf(line.required(0).stringValue()),
                        price,
                        line.required(3).longValue()),
                adjustments);
    }

    private Timing timing() {
        return new Timing(
                Duration.ofNanos(json.required("nanos").longValue()),
                json.has("first") ? Duration.ofNanos(json.required("first").longValue()) : null);
    }

    private Outcome outcome() {
        Outcome.Failure.Kind kind = optional("failure", Outcome.Failure.Kind::valueOf);
        return kind == null
                ? new Outcome.Success()
                : new Outcome.Failure(
                        kind,
                        json.has("status") ? (Integer) json.required("status").intValue() : null,
                        optional("error", Function.identity()),
                        optional("code", Function.identity()));
    }

    private String text(String name) {
        return json.required(name).stringValue();
    }

    private <T> @Nullable T optional(String name, Function<String, T> type) {
        return json.has(name) ? type.apply(text(name)) : null;
    }
}
