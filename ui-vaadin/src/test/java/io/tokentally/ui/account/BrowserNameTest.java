package io.tokentally.ui.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserNameTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML like Gecko) Chrome/140.0 Safari/537.36 | Chrome | Linux
            Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0 | Edge | Windows
            Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML like Gecko) Version/18.0 Safari/605.1.15 | Safari | macOS
            Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1 | Chrome | iPhone
            Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0 | Firefox | Android
            """, delimiter = '|')
    void readsWhatPeopleCallIt(String userAgent, String browser, String system) {
        assertThat(BrowserName.in(userAgent)).contains(new BrowserName(browser, system));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "curl/8.5.0", "Mozilla/5.0"})
    void whatIsNotKnownHasNoName(String userAgent) {
        assertThat(BrowserName.in(userAgent)).isEmpty();
    }

    @Test
    void aLineThatSaysEverythingIsTheFirstThatItNames() {
        assertThat(BrowserName.in("Safari Chrome Edg Linux Windows")).contains(new BrowserName("Edge", "Windows"));
    }
}
