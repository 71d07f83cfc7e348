package io.tokentally.application.service.access;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.access.MembershipRefusedException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitedAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada\u202E@acme.example",
                "ada@ac\u200Bme.example",
                "\u2066ada@acme.example",
                "a\u3164da@acme.example"
            })
    void nothingInItIsHidden(String address) {
        assertThatExceptionOfType(MembershipRefusedException.class)
                .isThrownBy(() -> InvitedAddress.require(new EmailAddress(address)))
                .extracting(MembershipRefusedException::reason)
                .isEqualTo(Reason.ADDRESS_NOT_POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@acme.example", "jörg@müller.example", "用户@例子.example"})
    void lettersOfAnyScriptAreTaken(String address) {
        assertThatNoException().isThrownBy(() -> InvitedAddress.require(new EmailAddress(address)));
    }
}
