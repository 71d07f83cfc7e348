package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.TooManyCallsException;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.beans.PropertyEditorSupport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which tags calls must have, as the API takes them: {@code tag=team=search}, once for each tag.
 *
 * @param texts as they came
 */
@ParsesOutsideInput
record TagFilters(List<String> texts) {

    static final String PARAMETER = "tag";

    TagFilters {
        texts = List.copyOf(texts);
    }

    /**
     * Values by tag, the empty text for calls without it.
     *
     * @throws InvalidParameterException if a text is none of a name and a value, or two are of the same name
     */
    Map<Tag, String> values() {
        Map<Tag, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            int end = text.indexOf('=');
            if (end < 0) {
                throw new InvalidParameterException(
                        PARAMETER,
                        "tag must be a name and a value such as team=search, not %s. %s"
                                .formatted(InvalidParameterException.quote(text), Parameters.FILTER_REMEDY));
            }
            Tag tag = InvalidParameterException.refusedBy(
                    PARAMETER, Parameters.FILTER_REMEDY, () -> new Tag(text.substring(0, end)));
            if (values.put(tag, text.substring(end + 1)) != null) {
                throw new InvalidParameterException(
                        PARAMETER,
                        "tag names %s twice, and no call has two values of it. %s"
                                .formatted(InvalidParameterException.quote(tag.name()), Parameters.FILTER_REMEDY));
            }
        }
        if (values.size() > Tags.MOST) {
            throw new InvalidParameterException(
                    PARAMETER,
                    "tag is there %d times, and a call has at most %d tags. %s"
                            .formatted(values.size(), Tags.MOST, Parameters.FILTER_REMEDY));
        }
        return values;
    }

    /** @throws InvalidParameterException if too many calls would have to be looked at */
    static <T> T found(Supplier<T> calls) {
        try {
            return calls.get();
        } catch (TooManyCallsException e) {
            throw new InvalidParameterException(PARAMETER, """
                    tag: calls with a tag are looked for among at most %d. Ask for fewer days, or for fewer calls by another \
                    parameter.""".formatted(e.most()));
        }
    }

    /** Takes one text or several, each as it is: a value may have commas. */
    static final class OfParameter extends PropertyEditorSupport {

        @Override
        public void setValue(@Nullable Object value) {
            super.setValue(value instanceof String[] texts ? new TagFilters(List.of(texts)) : value);
        }

        @Override
        public void setAsText(String text) {
            setValue(text.isEmpty() ? null : new TagFilters(List.of(text)));
        }
    }
}
