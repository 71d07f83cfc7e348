package io.tokentally.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguageChoiceTest {

    private final LanguageChoice choice = new LanguageChoice();
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Test
    void theBrowsersFirstLanguageThatThereIsIsTaken() {
        speak(Locale.JAPANESE, Locale.GERMANY, Locale.ENGLISH);

        assertThat(choice.resolveLocale(request)).isEqualTo(Locale.GERMAN);
    }

    @Test
    void whatWasChosenGoesBeforeIt() {
        speak(Locale.GERMANY);
        request.setCookies(new Cookie(LanguageChoice.COOKIE, "en"));

        assertThat(choice.resolveLocale(request)).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void aLanguageThatThereIsNotIsNoChoice() {
        speak(Locale.GERMANY);
        request.setCookies(new Cookie(LanguageChoice.COOKIE, "tlh_<script>"));

        assertThat(LanguageChoice.chosen(request)).isEmpty();
        assertThat(choice.resolveLocale(request)).isEqualTo(Locale.GERMAN);
    }

    @Test
    void aBrowserThatDoesNotSayIsAnsweredInEnglish() {
        request.addPreferredLocale(Locale.GERMAN);
        request.removeHeader(HttpHeaders.ACCEPT_LANGUAGE);

        assertThat(choice.resolveLocale(request)).isEqualTo(Locale.ENGLISH);
    }

    private void speak(Locale... languages) {
        request.addHeader(HttpHeaders.ACCEPT_LANGUAGE, languages[0].toLanguageTag());
        for (int language = languages.length - 1; language >= 0; language--) {
            request.addPreferredLocale(languages[language]);
        }
    }
}
