package io.tokentally.application.service.access;

import io.tokentally.application.port.out.access.PasswordAttempts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Lets five passwords of each login be looked at, and five codes. */
public final class FiveAttempts implements PasswordAttempts {

    private final Map<String, Integer> passwords = new HashMap<>();
    private final Map<String, Integer> codes = new HashMap<>();

    @Override
    public Duration begin(String login) {
        return pause(passwords, login);
    }

    @Override
    public void succeeded(String login) {
        passwords.remove(login);
    }

    @Override
    public Duration beginCode(String login) {
        return pause(codes, login);
    }

    @Override
    public void codeSucceeded(String login) {
        codes.remove(login);
    }

    private static Duration pause(Map<String, Integer> begun, String login) {
        return begun.merge(login, 1, Integer::sum) > 5 ? Duration.ofSeconds(5) : Duration.ZERO;
    }
}
