package io.tokentally.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.budget.BudgetWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** A window that is no calendar's: once between two instants, or the last hours. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"from", "until", "rollingHours"})
@Schema(name = "BudgetWindow", description = "Either from and until, or rollingHours")
record BudgetWindowJson(
        @Schema(description = "A whole quarter-hour", example = "2026-10-01T00:00:00Z") @Nullable
        Instant from,

        @Schema(description = "A whole quarter-hour, which is not in it any more", example = "2026-12-01T00:00:00Z")
        @Nullable
        Instant until,

        @Schema(description = "How many hours until now", minimum = "1", maximum = "744") @Nullable
        Integer rollingHours) {

    private static final String WORDS = ApiEnumNames.words(BudgetWindow.Calendar.Unit.class);

    static final String REMEDY = "Give one of " + WORDS + ", or an object with from and until, or with rollingHours.";

    /** A word for a calendar's window, an object for another. */
    static Object of(BudgetWindow window) {
        return switch (window) {
            case BudgetWindow.Calendar calendar -> ApiEnumNames.word(calendar.unit());
            case BudgetWindow.Once once -> new BudgetWindowJson(once.from(), once.until(), null);
            case BudgetWindow.Rolling rolling ->
                new BudgetWindowJson(
                        null, null, Math.toIntExact(rolling.length().toHours()));
        };
    }

    private BudgetWindow window() {
        boolean once = from != null && until != null && rollingHours == null;
        if (once) {
            return new BudgetWindow.Once(Objects.requireNonNull(from), Objects.requireNonNull(until));
        }
        if (rollingHours == null || Stream.of(from, until).anyMatch(Objects::nonNull)) {
            throw new IllegalArgumentException("it is neither from and until, nor rollingHours");
        }
        return new BudgetWindow.Rolling(Duration.ofHours(rollingHours));
    }

    /** Reads both. */
    static final class Reader extends StdDeserializer<BudgetWindow> {

        Reader() {
            super(BudgetWindow.class);
        }

        @Override
        public BudgetWindow deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return ApiEnumNames.constant(BudgetWindow.Calendar.Unit.class, parser.getString())
                        .map(BudgetWindow.Calendar::new)
                        .orElseThrow(() -> new IllegalArgumentException("it must be one of " + WORDS
                                + ", or an object with from and until, or with rollingHours"));
            }
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return context.reportInputMismatch(BudgetWindow.class, "neither a string nor an object");
            }
            return context.readValue(parser, BudgetWindowJson.class).window();
        }
    }
}
