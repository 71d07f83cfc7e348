package io.tokentally.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorSecretTest {

    private static final FactorSecret SECRET =
            new FactorSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** The examples of RFC 4648, section 10. */
    @ParameterizedTest
    @CsvSource({"'',''", "f,MY", "fo,MZXQ", "foo,MZXW6", "foob,MZXW6YQ", "fooba,MZXW6YTB", "foobar,MZXW6YTBOI"})
    void bytesAreWrittenAsTheStandardHasThem(String text, String base32) {
        assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
    }

    @Test
    void peopleAndAppsReadTheSameSecret() {
        assertThat(SECRET.text()).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assertThat(SECRET.uri("Tokentally tally.example", "ada+x@acme.example"))
                .isEqualTo("otpauth://totp/Tokentally%20tally.example:ada%2Bx%40acme.example"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Tokentally%20tally.example");
    }

    @Test
    void noSecretIsToldByAccident() {
        assertThat(SECRET).hasToString("FactorSecret");
        assertThat(RecoveryCode.random(new SecureRandom())).hasToString("RecoveryCode");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FactorSecret("too short".getBytes(StandardCharsets.US_ASCII)))
                .withMessageNotContaining("too short");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecoveryCode("ABCD-EFGH"))
                .withMessageNotContaining("ABCD");
    }

    @Test
    void aRecoveryCodeIsReadHoweverItIsTyped() {
        RecoveryCode code = RecoveryCode.random(new SecureRandom());

        assertThat(code.text()).matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}");
        assertThat(RecoveryCode.typed(code.text())).contains(code);
        assertThat(RecoveryCode.typed(" " + code.text().replace('-', ' ').toLowerCase(java.util.Locale.ROOT)))
                .contains(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456", "ABCD-EFGH-IJKL", "ABCD-EFGH-IJKL-MNO1"})
    void whatIsNoRecoveryCodeIsNone(String text) {
        assertThat(RecoveryCode.typed(text)).isEmpty();
    }
}
