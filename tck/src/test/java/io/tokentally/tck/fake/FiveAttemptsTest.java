package io.tokentally.tck.fake;

import io.tokentally.application.port.out.access.PasswordAttempts;
import io.tokentally.application.service.access.FiveAttempts;
import io.tokentally.tck.access.PasswordAttemptsContract;

/** The fake of {@link PasswordAttempts}. */
class FiveAttemptsTest extends PasswordAttemptsContract {

    private final FiveAttempts fake = new FiveAttempts();

    @Override
    protected PasswordAttempts attempts() {
        return fake;
    }
}
