package io.tokentally.tck.fake;

import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.service.access.FakePasswords;
import io.tokentally.tck.access.PasswordsContract;

/** The fake of {@link Passwords}. */
class FakePasswordsTest extends PasswordsContract {

    private final FakePasswords fake = new FakePasswords();

    @Override
    protected Passwords passwords() {
        return fake;
    }
}
