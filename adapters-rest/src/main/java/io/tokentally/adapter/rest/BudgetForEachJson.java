package io.tokentally.adapter.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetTerms;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** By what an amount is each one's own where that is a tag. */
@Schema(
        name = "BudgetForEachTag",
        description = "Each value of the tag has the amount; calls without one have one together")
record BudgetForEachJson(
        @Schema(description = "Of the tags that are declared. Callers name its value themselves", example = "team")
        @Nullable
        String tag) {

    private static final String WORDS = ApiEnumNames.words(BudgetDimension.class);

    /** A word for what each call has, an object for a tag. */
    static @Nullable Object of(BudgetTerms terms) {
        if (terms.forEachTag() != null) {
            return new BudgetForEachJson(terms.forEachTag());
        }
        return terms.forEach() == null ? null : ApiEnumNames.word(terms.forEach());
    }

    /** One of both. */
    record Each(
            @Nullable BudgetDimension dimension, @Nullable String tag) {}

    /** Reads both. */
    static final class Reader extends StdDeserializer<Each> {

        Reader() {
            super(Each.class);
        }

        @Override
        public Each deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.hasToken(JsonToken.VALUE_STRING)) {
                return ApiEnumNames.constant(BudgetDimension.class, parser.getString())
                        .map(dimension -> new Each(dimension, null))
                        .orElseThrow(() ->
                                new IllegalArgumentException("it must be one of " + WORDS + ", or an object with tag"));
            }
            if (!parser.hasToken(JsonToken.START_OBJECT)) {
                return context.reportInputMismatch(Each.class, "neither a string nor an object");
            }
            String tag = context.readValue(parser, BudgetForEachJson.class).tag();
            if (tag == null) {
                throw new IllegalArgumentException("it must be one of " + WORDS + ", or an object with tag");
            }
            return new Each(null, tag);
        }
    }
}
