package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.tck.access.PasswordsContract;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** What everything that makes and checks passwords does. */
class EncodedPasswordsTest extends PasswordsContract {

    private final Passwords passwords = new EncodedPasswords(new BCryptPasswordEncoder(4));

    @Override
    protected Passwords passwords() {
        return passwords;
    }
}
