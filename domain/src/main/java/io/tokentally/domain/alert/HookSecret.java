package io.tokentally.domain.alert;

import org.jspecify.annotations.Nullable;

/**
 * What a hook is called by.
 *
 * @param signingKey by which requests are signed, so that whoever is called knows from whom; none for Slack and Teams
 */
public record HookSecret(HookAddress address, @Nullable String signingKey) {

    public static final int MIN_KEY_LENGTH = 16;
    public static final int MAX_KEY_LENGTH = 200;

    public HookSecret {
        if (signingKey != null
                && (signingKey.length() < MIN_KEY_LENGTH
                        || signingKey.length() > MAX_KEY_LENGTH
                        || !signingKey.chars().allMatch(character -> character > ' ' && character < 0x7F))) {
            throw new AlertRefusedException("A signing key has %d to %d characters, no spaces and none beyond ASCII."
                    .formatted(MIN_KEY_LENGTH, MAX_KEY_LENGTH));
        }
    }

    /** Nothing of it but the host. */
    @Override
    public String toString() {
        return "HookSecret of " + address;
    }
}
