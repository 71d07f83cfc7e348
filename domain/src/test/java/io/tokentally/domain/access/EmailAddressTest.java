package io.tokentally.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class EmailAddressTest {

    @Test
    void isInSmallLetters() {
        assertThat(new EmailAddress("Ada@Acme.Example").value()).isEqualTo("ada@acme.example");
    }

    /** The Turkish İ is two characters once it is small: what was taken would have been refused when it was read again. */
    @Test
    void isAsLongAsItIsInSmallLetters() {
        String growing = "\u0130".repeat(Person.MAX_LOGIN_LENGTH - 20) + "@acme.example";

        assertThat(growing).hasSizeLessThan(Person.MAX_LOGIN_LENGTH);
        assertThatIllegalArgumentException().isThrownBy(() -> new EmailAddress(growing));
    }
}
