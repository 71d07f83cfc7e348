package io.tokentally.ui.usage.query;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.text.PlainText;
import io.tokentally.domain.usage.CallFilter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a filter stands in an address, and in those of the API. */
public final class FilterParameters {

    /** Of a tag's name and its value. */
    static final String TAG = "tag";

    /** Of what calls have none of. */
    static final String WITHOUT = "without";

    private static final int MAX_LENGTH = 255;
    private static final int MAX_KEYS = 50;

    private FilterParameters() {}

    /** Each parameter with its values; that of tags and that of what is missing may have more than one. */
    public static Map<String, List<String>> of(CallFilter filter) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        filter.values().forEach((dimension, value) -> {
            switch (dimension) {
                case Attribute attribute
                when value.isEmpty() ->
                    parameters
                            .computeIfAbsent(WITHOUT, none -> new ArrayList<>())
                            .add(AddressWords.word(attribute));
                case Attribute attribute ->
                    parameters.put(AddressWords.word(attribute), List.of(word(attribute, value)));
                case Tag tag ->
                    parameters.computeIfAbsent(TAG, none -> new ArrayList<>()).add(tag.name() + "=" + value);
            }
        });
        return parameters;
    }

    private static String word(Attribute attribute, String value) {
        return attribute == Attribute.STATUS ? AddressWords.word(CallFilter.Status.valueOf(value)) : value;
    }

    /**
     * The value of an attribute as it is filtered by.
     *
     * @throws IllegalArgumentException if no call can have it
     */
    public static String valueOf(Attribute attribute, String text) {
        return switch (attribute) {
            case ENDPOINT -> new Endpoint(text).value();
            case PROVIDER -> new Provider(text).value();
            case MODEL, SNAPSHOT -> new ModelName(text).value();
            case USER -> new UserId(text).value();
            case KEY ->
                Stream.of(text.split(",", -1))
                        .limit(MAX_KEYS)
                        .map(id -> new VirtualKeyId(UUID.fromString(id)).toString())
                        .distinct()
                        .collect(Collectors.joining(","));
            case STATUS -> AddressWords.constant(CallFilter.Status.class, text).name();
            case FAILURE_KIND ->
                AddressWords.constant(Outcome.Failure.Kind.class, text).name();
            case HTTP_STATUS -> httpStatus(text);
            case COST_STATUS -> AddressWords.constant(CostStatus.class, text).name();
            case INPUT_BAND -> InputBand.of(text).toString();
            case OPERATION, SERVICE_TIER, REGION, PRICE_VERSION ->
                PlainText.require(AddressWords.word(attribute), text, MAX_LENGTH);
        };
    }

    /** @throws IllegalArgumentException if there is no such attribute, or every call has one */
    static CallFilter without(CallFilter filter, String text) {
        return filter.without(AddressWords.constant(Attribute.class, text));
    }

    private static String httpStatus(String text) {
        return String.valueOf(
                new Outcome.Failure(Outcome.Failure.Kind.PROVIDER_ERROR, Integer.valueOf(text), null, null)
                        .httpStatus());
    }

    /**
     * With a tag's name and value, {@code =} between them, which a name may have itself.
     *
     * @throws IllegalArgumentException if no declared tag is so called
     */
    static CallFilter withTag(CallFilter filter, String text, List<Tag> declared) {
        Tag tag = declared.stream()
                .filter(candidate -> text.startsWith(candidate.name() + "="))
                .max(Comparator.comparingInt(candidate -> candidate.name().length()))
                .orElseThrow(() -> new IllegalArgumentException("No declared tag and a value"));
        String value = text.substring(tag.name().length() + 1);
        return filter.with(tag, value.isEmpty() ? value : PlainText.require(TAG, value, MAX_LENGTH));
    }
}
