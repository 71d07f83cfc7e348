package io.tokentally.application.port.out.secret;

import org.jspecify.annotations.Nullable;

/** A sealed secret cannot be decrypted: it was changed, put where it does not belong, or sealed under another master key. */
public final class SealUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SealUnreadableException(SecretPlace place, @Nullable Throwable cause) {
        super("The %s cannot be decrypted.".formatted(place), cause);
    }
}
