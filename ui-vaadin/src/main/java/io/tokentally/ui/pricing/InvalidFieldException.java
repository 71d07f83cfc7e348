package io.tokentally.ui.pricing;

/** What was typed into a field makes no sense; the field says so already. */
final class InvalidFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
