package io.tokentally.adapter.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"fábian", "山田太郎", "Łódź", "👩‍💻", "ada"})
    void utf8IsReadAsSuch(String text) {
        assertThat(HeaderText.of(sent(text, StandardCharsets.UTF_8))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fábian", "Müller", "ÿ", "é"})
    void whatIsNoUtf8IsLatin1(String text) {
        assertThat(HeaderText.of(sent(text, StandardCharsets.ISO_8859_1))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, a b",
        "%E5%B1%B1%E7%94%B0, 山田",
        "f%E1bian, fábian",
        "%2520, %20",
        "50%25, 50%",
        "a+b, a+b",
        "%C3%a1, á",
    })
    void escapesAreDecodedOnce(String sent, String text) {
        assertThat(HeaderText.of(sent)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"50%", "%", "a%2", "%zz", "a%20b%", "100% sure%20", "%-1"})
    void whatHoldsABarePercentIsLeftAsItIs(String sent) {
        assertThat(HeaderText.of(sent)).isEqualTo(sent);
    }

    @Test
    void bytesAndEscapesMix() {
        assertThat(HeaderText.of(sent("山", StandardCharsets.UTF_8) + "%E7%94%B0"))
                .isEqualTo("山田");
    }

    /** As Netty hands it over: a character for each byte. */
    private static String sent(String text, Charset charset) {
        return new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
    }
}
