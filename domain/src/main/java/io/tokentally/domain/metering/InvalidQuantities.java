package io.tokentally.domain.metering;

/** A provider's figures contradict themselves: a negative count, an overflow, or parts that exceed their whole. */
public final class InvalidQuantities extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidQuantities(String message) {
        super(message);
    }
}
