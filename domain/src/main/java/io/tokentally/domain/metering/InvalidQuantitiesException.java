package io.tokentally.domain.metering;

/** A provider's figures contradict themselves: a negative count, an overflow, or parts that exceed their whole. */
public final class InvalidQuantitiesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidQuantitiesException(String message) {
        super(message);
    }
}
