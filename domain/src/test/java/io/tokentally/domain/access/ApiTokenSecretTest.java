package io.tokentally.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.key.VirtualKeySecret;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenSecretTest {

    private static final ApiTokenSecret TOKEN = ApiTokenSecret.random(new Random(1));

    @Test
    void isKnownByItsBeginningAndItsLength() {
        assertThat(TOKEN.value()).matches("tt-api-[0-9A-Za-z]{46}");
        assertThat(ApiTokenSecret.random(new Random(2))).isNotEqualTo(TOKEN);
    }

    @Test
    void aSlipOfOneLetterIsNoticedWhereverItIs() {
        String text = TOKEN.value();
        for (int place = ApiTokenSecret.MARK.length(); place < text.length(); place++) {
            char other = text.charAt(place) == 'a' ? 'b' : 'a';
            String slipped = text.substring(0, place) + other + text.substring(place + 1);

            assertThat(ApiTokenSecret.isOne(slipped)).as("place %d", place).isFalse();
            assertThat(ApiTokenSecret.isMeantAsOne(slipped)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tt-api-", "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij", "Bearer x", "tt-api-ääää"})
    void whatIsNoneIsRefusedWithoutBeingRepeated(String text) {
        assertThat(ApiTokenSecret.isOne(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiTokenSecret(text))
                .withMessage("An API token is 'tt-api-' and 46 letters and digits, the last 6 a checksum");
    }

    @Test
    void isNoVirtualKeyAndHoldsNone() {
        assertThat(VirtualKeySecret.isOne(TOKEN.value())).isFalse();
        assertThat(VirtualKeySecret.isWithin(TOKEN.value())).isFalse();
    }

    @Test
    void provesASessionAndIsNeverPrinted() {
        assertThat(TOKEN.token().value()).isEqualTo(TOKEN.value());
        assertThat(TOKEN).hasToString("tt-api-…");
    }

    @Test
    void theChecksumIsTheCrc32OfWhatStandsBeforeIt() {
        assertThat(ApiTokenSecret.isOne("tt-api-" + "0".repeat(40) + checksumOfZeros()))
                .isTrue();
    }

    private static String checksumOfZeros() {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(("tt-api-" + "0".repeat(40)).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder text = new StringBuilder();
        for (long rest = crc.getValue(); text.length() < 6; rest /= 62) {
            text.insert(0, digits.charAt((int) (rest % 62)));
        }
        return text.toString();
    }
}
