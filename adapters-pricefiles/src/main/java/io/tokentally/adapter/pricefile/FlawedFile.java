package io.tokentally.adapter.pricefile;

/** Something in a file is not as it must be. Whoever knows the file's name makes a {@code PriceRefused} of it. */
final class FlawedFile extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    FlawedFile(int line, String reason) {
        super("line %d: %s".formatted(line, reason));
    }

    FlawedFile(String reason) {
        super(reason);
    }
}
