package io.tokentally.adapter.persistence.report;

import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How the database tells a dimension apart.
 *
 * @param ofCaller whether callers have it, and not series
 * @param value an expression of its value, from their columns
 * @param filter a condition that a value has, which the dimension's {@linkplain #parameter parameter} stands for
 */
record DimensionColumn(boolean ofCaller, String value, String filter) {

    static DimensionColumn of(Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> of(attribute);
            case Tag tag -> series("coalesce(%s, '')".formatted(value(tag)), tag);
        };
    }

    private static DimensionColumn of(Attribute dimension) {
        return switch (dimension) {
            case ENDPOINT -> series("endpoint", dimension);
            case OPERATION -> series("coalesce(operation, '')", dimension);
            case PROVIDER -> series("provider", dimension);
            case MODEL ->
                new DimensionColumn(
                        false,
                        "public.base_model(billed_model)",
                        ":model IN (billed_model, public.base_model(billed_model))");
            case SNAPSHOT -> series("billed_model", dimension);
            case USER -> caller("user_id", dimension);
            // One key replaces another, and both are looked for together.
            case KEY ->
                new DimensionColumn(
                        true,
                        "coalesce(virtual_key_id::text, '')",
                        "coalesce(virtual_key_id::text, '') = ANY (regexp_split_to_array(:key, ','))");
            case SERVICE_TIER -> series("service_tier", dimension);
            case REGION -> series("coalesce(region, '')", dimension);
            case PRICE_VERSION -> series("coalesce(price_version, '')", dimension);
            case INPUT_BAND -> series("coalesce(input_band, '')", dimension);
            case STATUS -> series("CASE WHEN success THEN 'SUCCEEDED' ELSE 'FAILED' END", dimension);
            case FAILURE_KIND -> series("coalesce(failure_kind, '')", dimension);
            case HTTP_STATUS -> series("coalesce(http_status::text, '')", dimension);
            case COST_STATUS -> series("cost_status", dimension);
        };
    }

    /** What series, or calls, tell of a tag, whose name is {@link #nameParameter a parameter}; nothing where they do not tell it. */
    static String value(Tag tag) {
        return "tags ->> CAST(:%s AS text)".formatted(nameParameter(tag));
    }

    /** The name of the parameter that a filter's value goes by. */
    static String parameter(Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> attribute.name().toLowerCase(Locale.ROOT);
            // Names of tags are not ours, and may have any characters.
            case Tag tag -> "tag_" + HexFormat.of().formatHex(tag.name().getBytes(StandardCharsets.UTF_8));
        };
    }

    /** The name of the parameter that a tag's name goes by. */
    static String nameParameter(Tag tag) {
        return "name_of_" + parameter(tag);
    }

    private static DimensionColumn series(String value, Dimension dimension) {
        return new DimensionColumn(false, value, value + " = :" + parameter(dimension));
    }

    private static DimensionColumn caller(String value, Dimension dimension) {
        return new DimensionColumn(true, value, value + " = :" + parameter(dimension));
    }
}
