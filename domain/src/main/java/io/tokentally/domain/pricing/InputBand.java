package io.tokentally.domain.pricing;

import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lengths of input within which a model's rates are the same, where long inputs cost another rate than short ones. Written
 * {@code 0-200000} and {@code 200001-}, as HTTP writes ranges.
 *
 * @param from the fewest input tokens of all kinds
 * @param to the most, or none where there is no limit
 */
@ParsesOutsideInput
public record InputBand(long from, @Nullable Long to) {

    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,17})-([1-9][0-9]{0,17})?");

    public InputBand {
        if (from < 0 || (to != null && to < from)) {
            throw new IllegalArgumentException("No inputs are from %d to %d tokens long".formatted(from, to));
        }
    }

    /** @throws IllegalArgumentException if it is not written as {@link #toString} writes one */
    public static InputBand of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no length of input such as 0-200000 or 200001-".formatted(text));
        }
        return new InputBand(
                Long.parseLong(matcher.group(1)), matcher.group(2) == null ? null : Long.valueOf(matcher.group(2)));
    }

    @Override
    public String toString() {
        return from + "-" + (to == null ? "" : to);
    }
}
