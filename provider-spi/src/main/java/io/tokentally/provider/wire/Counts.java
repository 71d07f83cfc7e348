package io.tokentally.provider.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokentally.domain.metering.InvalidQuantitiesException;
import io.tokentally.domain.metering.Quantities;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Takes counts out of JSON, and believes none that cannot be one. */
public final class Counts {

    private static final BigDecimal MAX = BigDecimal.valueOf(Quantities.MAX_AMOUNT);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Counts() {}

    /**
     * A count; zero where there is none.
     *
     * @throws InvalidQuantitiesException if it is no whole number, negative or absurdly large
     */
    public static long of(JsonNode figure) {
        if (isAbsent(figure)) {
            return 0;
        }
        try {
            return inRange(figure).longValueExact();
        } catch (ArithmeticException e) {
            throw (InvalidQuantitiesException) new InvalidQuantitiesException("A count must be whole").initCause(e);
        }
    }

    /**
     * A measure to the nearest whole number, from a half upwards; zero where there is none.
     *
     * @throws InvalidQuantitiesException if it is no number, negative or absurdly large
     */
    public static long rounded(JsonNode figure) {
        if (isAbsent(figure)) {
            return 0;
        }
        BigDecimal value = inRange(figure);
        // To round a number with a huge negative exponent would take for ever.
        return value.compareTo(HALF) < 0
                ? 0
                : value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** Whether there is no figure at all. */
    public static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static BigDecimal inRange(JsonNode figure) {
        if (!figure.isNumber()) {
            throw new InvalidQuantitiesException("A count must be a number, not " + figure.getNodeType());
        }
        BigDecimal value = figure.decimalValue();
        if (value.signum() < 0 || value.compareTo(MAX) > 0) {
            throw new InvalidQuantitiesException("A count is out of range");
        }
        return value;
    }
}
