package io.tokentally.adapter.rest;

import java.util.function.Supplier;

/** A request parameter that means nothing. */
final class InvalidParameterException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    private final String parameter;
    private final String detail;

    /** @param detail names the parameter and says what to do */
    InvalidParameterException(String parameter, String detail) {
        super(detail);
        this.parameter = parameter;
        this.detail = detail;
    }

    String parameter() {
        return parameter;
    }

    String detail() {
        return detail;
    }

    /** What the domain makes of the parameter; what it refuses is an invalid parameter, for the reason it gives. */
    static <T> T refusedBy(String parameter, String remedy, Supplier<T> domain) {
        try {
            return domain.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(parameter, "%s: %s. %s".formatted(parameter, e.getMessage(), remedy));
        }
    }

    /** The value for a message: only if it is short and cannot garble the message. */
    static String quote(String value) {
        boolean fit = value.length() <= LONGEST_QUOTE && value.codePoints().noneMatch(Character::isISOControl);
        return fit ? "'" + value + "'" : "a text of " + value.length() + " characters";
    }
}
