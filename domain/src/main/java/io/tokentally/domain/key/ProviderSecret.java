package io.tokentally.domain.key;

/**
 * A provider's key, in clear.
 *
 * @param value printable ASCII without spaces, as goes into a header
 */
public record ProviderSecret(String value) {

    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 1_000;
    private static final int HINT_LENGTH = 4;

    /** @throws KeyRefusedException if no provider's key looks like that; the message does not repeat it */
    public ProviderSecret {
        value = value.strip();
        if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
            throw new KeyRefusedException(
                    "A provider's key has %d to %d characters.".formatted(MIN_LENGTH, MAX_LENGTH));
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new KeyRefusedException(
                    "A provider's key has no spaces and no characters beyond ASCII. Copy it once more.");
        }
        if (value.startsWith(VirtualKeySecret.MARK)) {
            throw new KeyRefusedException(
                    "This is a virtual key of Tokentally. Store the key that the provider gave you.");
        }
    }

    /** Its last characters, which may be kept and shown. */
    public String hint() {
        return value.substring(value.length() - HINT_LENGTH);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "ProviderSecret";
    }
}
