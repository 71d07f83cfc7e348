package io.tokentally.adapter.rest;

import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Dimension;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.text.ParsesOutsideInput;

/** The API's words for dimensions: an attribute's own, and {@code tag:team} for the tag {@code team}. */
@ParsesOutsideInput
final class DimensionWords {

    private static final String TAG = "tag:";

    private DimensionWords() {}

    static String word(Dimension dimension) {
        return switch (dimension) {
            case Attribute attribute -> ApiEnumNames.word(attribute);
            case Tag tag -> TAG + tag.name();
        };
    }

    /** @throws InvalidParameterException if there is no such dimension */
    static Dimension dimension(String parameter, String word) {
        if (word.startsWith(TAG)) {
            return InvalidParameterException.refusedBy(
                    parameter, ReportParameters.REMEDY, () -> new Tag(word.substring(TAG.length())));
        }
        return ApiEnumNames.constant(Attribute.class, word)
                .orElseThrow(() -> new InvalidParameterException(
                        parameter,
                        "%s knows %s and tag: with the name of a tag, not '%s'. %s"
                                .formatted(
                                        parameter,
                                        ApiEnumNames.words(Attribute.class),
                                        ReportParameters.shortened(word),
                                        ReportParameters.REMEDY)));
    }
}
