package io.tokentally.adapter.usagefile;

import io.tokentally.application.port.out.usage.UsageFiles.PastCall;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Attribution;
import io.tokentally.domain.metering.CallAttempt;
import io.tokentally.domain.metering.CallId;
import io.tokentally.domain.metering.CallTrace;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.MeteredCall;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.metering.Timing;
import io.tokentally.domain.metering.UsagePart;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a call as the API and its exports write one. Figures that follow from others must follow from them: where a file was
 * changed by hand and does not add up any more, nobody knows which of them is right.
 */
final class CallJson {

    private static final Set<String> KNOWN = Set.of(
            "id",
            "createdAt",
            "userId",
            "attribution",
            "endpoint",
            "operation",
            "provider",
            "model",
            "servedModel",
            "modelShutDown",
            "serviceTier",
            "region",
            "inputTokens",
            "outputTokens",
            "totalTokens",
            "usage",
            "quantities",
            "usageParts",
            "cost",
            "currency",
            "costStatus",
            "freeOfCharge",
            "unpricedReason",
            "priceVersion",
            "inputBand",
            "costLines",
            "responseTimeMs",
            "timeToFirstTokenMs",
            "success",
            "error",
            "tags",
            "virtualKeyId",
            "providerRequestId",
            "clientIds",
            "attempt",
            "attemptOf",
            "attempts");

    private final OrganizationId organizationId;
    private final Notes notes;

    CallJson(OrganizationId organizationId, Notes notes) {
        this.organizationId = organizationId;
        this.notes = notes;
    }

    /** @throws RowRefusedException if it is no call */
    PastCall read(long line, JsonNode json) {
        try {
            Fields fields = new Fields(json);
            tellOfUnknown(json);
            UsageRecordId id = id(fields);
            return new PastCall(line, id, call(id, fields), CostJson.cost(fields), null);
        } catch (IllegalArgumentException e) {
            // The domain's own, which names the field and the value.
            throw new RowRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private void tellOfUnknown(JsonNode json) {
        for (String name : json.propertyNames()) {
            if (!KNOWN.contains(name)) {
                notes.add("The field '%s' is not known here, and is passed over.".formatted(name));
            }
        }
    }

    private static UsageRecordId id(Fields fields) {
        UUID value = uuid("id", fields.text("id"));
        UsageRecordId id = new UsageRecordId(value);
        Instant createdAt = instant(fields.text("createdAt"));
        if (!id.instant().equals(createdAt)) {
            throw new RowRefusedException("createdAt is %s, and the id is of %s".formatted(createdAt, id.instant()));
        }
        return id;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new RowRefusedException("createdAt is no instant such as 2026-10-15T12:00:00Z");
        }
    }

    /** Java's own reading takes shortened ones, too. */
    private static UUID uuid(String name, String text) {
        try {
            UUID value = UUID.fromString(text);
            if (value.toString().equalsIgnoreCase(text)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as one of another form is.
        }
        throw new RowRefusedException("%s is no UUID".formatted(name));
    }

    private MeteredCall call(UsageRecordId id, Fields fields) {
        return new MeteredCall(
                id.instant(),
                attribution(fields),
                fields.optional("operation", Operation::new),
                new Provider(fields.text("provider")),
                new ModelName(fields.text("model")),
                fields.optional("servedModel", ModelName::new),
                new ServiceTier(fields.text("serviceTier")),
                fields.optional("region", Region::new),
                reading(fields),
                timing(fields),
                outcome(fields),
                null,
                List.of(),
                fields.truth("freeOfCharge"),
                new CallTrace(fields.texts("clientIds"), fields.optionalText("providerRequestId"), attempt(fields)));
    }

    private static CallAttempt attempt(Fields fields) {
        return new CallAttempt(
                wholeNumber(fields.optionalNumber("attempt")),
                fields.optional("attemptOf", call -> new CallId(uuid("attemptOf", call))));
    }

    private Attribution attribution(Fields fields) {
        return new Attribution(
                organizationId,
                new UserId(fields.text("userId")),
                new Endpoint(fields.text("endpoint")),
                fields.word("attribution", Attribution.Source.class),
                new Tags(fields.texts("tags")),
                fields.optional("virtualKeyId", key -> new VirtualKeyId(uuid("virtualKeyId", key))));
    }

    private static UsageReading reading(Fields fields) {
        Quantities quantities = quantities(fields);
        requireSum("inputTokens", fields, quantities.inputTokens());
        requireSum("outputTokens", fields, quantities.outputTokens());
        requireSum("totalTokens", fields, quantities.totalTokens());
        List<UsagePart> parts = new ArrayList<>();
        fields.objects("usageParts").forEach(part -> parts.add(part(new Fields(part))));
        UsageReading reading = fields.word("usage", UsageReading.Kind.class).of(quantities, parts);
        if (!reading.knownQuantities().equals(quantities) || !reading.parts().equals(parts)) {
            throw new RowRefusedException("usage is '%s', which has no quantities".formatted(fields.text("usage")));
        }
        return reading;
    }

    private static void requireSum(String name, Fields fields, long sum) {
        if (fields.number(name) != sum) {
            throw new RowRefusedException(
                    "%s is %d, and the quantities add up to %d".formatted(name, fields.number(name), sum));
        }
    }

    private static UsagePart part(Fields part) {
        return new UsagePart(
                part.text("kind"),
                part.optional("model", ModelName::new),
                part.optional("serviceTier", ServiceTier::new),
                quantities(part),
                part.number("requestInputTokens"),
                part.optionalWord("flaw", UsagePart.Flaw.class));
    }

    private static Quantities quantities(Fields fields) {
        EnumMap<UsageUnit, Long> amounts = new EnumMap<>(UsageUnit.class);
        JsonNode quantities = fields.value("quantities");
        if (quantities == null) {
            throw new RowRefusedException("quantities is missing");
        }
        Fields byUnit = new Fields(quantities);
        for (String unit : quantities.propertyNames()) {
            amounts.put(Fields.word("a unit of quantities", unit, UsageUnit.class), byUnit.number(unit));
        }
        return new Quantities(amounts);
    }

    private static Timing timing(Fields fields) {
        Long toFirstToken = fields.optionalNumber("timeToFirstTokenMs");
        return new Timing(
                Duration.ofMillis(fields.number("responseTimeMs")),
                toFirstToken == null ? null : Duration.ofMillis(toFirstToken));
    }

    private static Outcome outcome(Fields fields) {
        JsonNode error = fields.value("error");
        if (fields.truth("success") != (error == null)) {
            throw new RowRefusedException("an error belongs to a call without success, and to no other");
        }
        return error == null ? new Outcome.Success() : failure(new Fields(error));
    }

    private static Outcome failure(Fields error) {
        return new Outcome.Failure(
                error.word("kind", Outcome.Failure.Kind.class),
                wholeNumber(error.optionalNumber("httpStatus")),
                error.optionalText("type"),
                error.optionalText("code"));
    }

    /** One that is too great for its range stays so. */
    private static @Nullable Integer wholeNumber(@Nullable Long number) {
        return number == null ? null : (Integer) Math.clamp(number, -1, Integer.MAX_VALUE);
    }
}
