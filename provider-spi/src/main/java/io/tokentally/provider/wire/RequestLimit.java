package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.List;
import java.util.OptionalLong;

/**
 * The limits that requests set. What cannot be a limit sets none, and where servers might differ in what they take, the largest
 * counts: a reading that is too high costs nothing but room.
 */
@ParsesOutsideInput
public final class RequestLimit {

    private RequestLimit() {}

    /**
     * The limit that the members set.
     *
     * @param members of which each sets it
     * @return absent where none does, or one of them holds what is no whole number from 1 up: an absurdly large one, a text,
     *     {@code 1e3}; {@code null} is as good as no member, unless that stands more than once
     */
    public static OptionalLong of(SelectiveJsonParser request, String... members) {
        long limit = 0;
        for (String member : members) {
            List<JsonNode> values = request.all(member);
            for (JsonNode value : values) {
                if (value.isNull() && values.size() == 1) {
                    continue;
                }
                if (!isCount(value)) {
                    return OptionalLong.empty();
                }
                limit = Math.max(limit, value.longValue());
            }
        }
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Whether none of the members is there, but as {@code null}. */
    public static boolean isUnset(SelectiveJsonParser request, String... members) {
        for (String member : members) {
            if (!request.all(member).stream().allMatch(JsonNode::isNull)) {
                return false;
            }
        }
        return true;
    }

    /** So much of each of so many; absent where that is absurdly much. */
    public static OptionalLong times(long each, long many) {
        boolean isTooMuch =
                Math.multiplyHigh(each, many) != 0 || each * many < 0 || each * many > Quantities.MAX_AMOUNT;
        return isTooMuch ? OptionalLong.empty() : OptionalLong.of(each * many);
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 1
                && value.longValue() <= Quantities.MAX_AMOUNT;
    }
}
