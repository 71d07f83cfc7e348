package io.tokentally.adapter.pricefile;

/** Something in a file is not as it must be. Whoever knows the file's name makes a {@code PriceRefusedException} of it. */
final class PriceFileFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PriceFileFormatException(int line, String reason) {
        super("line %d: %s".formatted(line, reason));
    }

    PriceFileFormatException(String reason) {
        super(reason);
    }
}
