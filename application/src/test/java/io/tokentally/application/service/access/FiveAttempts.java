package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.PasswordAttempts;
import java.time.Duration;

/** Lets five passwords be looked at, and five codes. */
final class FiveAttempts implements PasswordAttempts {

    private int passwords;
    private int codes;

    @Override
    public Duration begin(String login) {
        return pause(++passwords);
    }

    @Override
    public void succeeded(String login) {
        passwords = 0;
    }

    @Override
    public Duration beginCode(String login) {
        return pause(++codes);
    }

    @Override
    public void codeSucceeded(String login) {
        codes = 0;
    }

    private static Duration pause(int begun) {
        return begun > 5 ? Duration.ofSeconds(5) : Duration.ZERO;
    }
}
