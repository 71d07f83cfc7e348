package io.tokentally.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.OneTimeCodes;
import io.tokentally.domain.access.FactorSecret;
import io.tokentally.tck.access.OneTimeCodesContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpCodesTest extends OneTimeCodesContract {

    private static final FactorSecret SECRET =
            new FactorSecret("12345678901234567890".getBytes(StandardCharsets.US_ASCII));
    private static final Instant NOW = Instant.ofEpochSecond(59);

    private final TotpCodes codes = new TotpCodes();

    @Override
    protected OneTimeCodes codes() {
        return codes;
    }

    /** The vectors of RFC 6238, appendix B, for SHA-1: the last six of their eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(codes.step(SECRET, code, Instant.ofEpochSecond(second))).hasValue(second / 30);
        assertThat(codes.code(SECRET, second / 30)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"29, true", "30, true", "89, true", "119, false", "0, true", "120, false"})
    void clocksMayDifferByThirtySeconds(long second, boolean taken) {
        assertThat(codes.step(SECRET, "287082", Instant.ofEpochSecond(second)).isPresent())
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "28708", "2870820", "28708x", "000000", "２８７０８２"})
    void whatIsNoCodeOfNowIsNone(String code) {
        assertThat(codes.step(SECRET, code, NOW)).isEmpty();
    }

    @Test
    void anotherSecretHasOtherCodes() {
        FactorSecret other = new FactorSecret("09876543210987654321".getBytes(StandardCharsets.US_ASCII));

        assertThat(codes.step(other, "287082", NOW)).isEmpty();
    }
}
