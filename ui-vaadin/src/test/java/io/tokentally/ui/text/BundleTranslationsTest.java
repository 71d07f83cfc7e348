package io.tokentally.ui.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.performance.Speed;
import io.tokentally.domain.performance.SpeedChange;
import io.tokentally.domain.pricing.Adjustment;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.PriceDifference;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.whatif.Alternative;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundleTranslationsTest {

    private final BundleTranslations translations = new BundleTranslations();

    @ParameterizedTest
    @MethodSource("keysOfConstants")
    void eachConstantThatIsShownHasAText(String key) {
        assertThat(translations.getTranslation(key, Locale.ENGLISH)).isNotBlank();
    }

    static Stream<String> keysOfConstants() {
        return Stream.of(
                        keys("role.", Role.values()),
                        keys("invitation.role.", Role.values()),
                        keys("unit.", UsageUnit.values()),
                        keys("usage.scope.", UsageScope.values()),
                        keys("usage.status.", CallFilter.Status.values()),
                        keys("usage.status.", Failure.Kind.values()),
                        keys("usage.failure.", Failure.Kind.values()),
                        keys("usage.cost.", UnpricedReason.values()),
                        keys("usage.detail.cost.", UnpricedReason.values()),
                        keys("usage.detail.cost.", CostStatus.values())
                                .filter(key -> !key.endsWith(CostStatus.UNPRICED.name())),
                        keys("change.cause.", ChangeCause.values()),
                        keys("change.cause.", ChangeCause.values()).map(key -> key + ".help"),
                        keys("whatif.kind.", Alternative.Kind.values()),
                        keys("performance.speed.", Speed.values()),
                        keys("performance.change.", SpeedChange.Kind.values()),
                        keys("prices.origin.", Provenance.Origin.values()),
                        keys("prices.long.", LongInputBilling.values()),
                        keys("prices.adjustment.", Adjustment.Kind.values()),
                        keys("prices.format.", PriceMap.Format.values()),
                        keys("prices.difference.", PriceDifference.Kind.values()),
                        keys("prices.repricing.state.", Repricing.State.values()))
                .flatMap(stream -> stream);
    }

    private static Stream<String> keys(String prefix, Enum<?>[] constants) {
        return Stream.of(constants).map(constant -> prefix + constant.name());
    }

    static Stream<Locale> languages() {
        return BundleTranslations.locales().stream();
    }

    @Test
    void germanIsOneOfTheLanguages() {
        assertThat(translations.getProvidedLocales()).startsWith(Locale.ENGLISH).contains(Locale.GERMAN);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyTextIsAPattern(Locale language) {
        assertThat(texts(language))
                .isNotEmpty()
                .allSatisfy((key, text) -> assertThat(translations.getTranslation(key, language, 1, 2, 3, 4, 5, 6))
                        .as(key)
                        .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageHasAllTextsAndNoOthers(Locale language) {
        assertThat(texts(language).keySet())
                .containsExactlyInAnyOrderElementsOf(texts(Locale.ENGLISH).keySet());
    }

    /** What is told in one is told in all. */
    @ParameterizedTest
    @MethodSource("languages")
    void eachTextHasTheSameParametersInAllLanguages(Locale language) {
        Map<String, String> english = texts(Locale.ENGLISH);
        assertThat(texts(language))
                .allSatisfy((key, text) ->
                        assertThat(parameters(text)).as(key).isEqualTo(parameters(english.getOrDefault(key, ""))));
    }

    /** Without what it inherits from the file in English. */
    private static Map<String, String> texts(Locale language) {
        String suffix = language.equals(Locale.ENGLISH) ? "" : "_" + language;
        try (Reader reader = new InputStreamReader(
                BundleTranslations.class.getResourceAsStream(
                        "/vaadin-i18n/translations%s.properties".formatted(suffix)),
                StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return properties.stringPropertyNames().stream()
                    .collect(Collectors.toMap(Function.identity(), properties::getProperty));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> parameters(String text) {
        return Pattern.compile("\\{(\\d+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    void theNearestLanguageIsTaken() {
        assertThat(BundleTranslations.nearest(List.of(Locale.JAPANESE, Locale.forLanguageTag("de-AT"), Locale.UK)))
                .isEqualTo(Locale.GERMAN);
        assertThat(BundleTranslations.nearest(List.of(Locale.JAPANESE))).isEqualTo(Locale.ENGLISH);
        assertThat(BundleTranslations.nearest(List.of())).isEqualTo(Locale.ENGLISH);
        assertThat(BundleTranslations.nearest(List.of(Locale.ROOT))).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void numbersChooseTheirForm() {
        assertThat(translations.getTranslation("usage.warning.unpriced", Locale.ENGLISH, 1L))
                .isEqualTo(
                        "1 call has no known cost (no price, or the provider reported no usage): the cost shown is incomplete.");
        assertThat(translations.getTranslation("usage.warning.unpriced", Locale.ENGLISH, 1_200L))
                .isEqualTo(
                        "1,200 calls have no known cost (no price, or the provider reported no usage): the cost shown is incomplete.");
    }

    @Test
    void aMissingTextIsAnError() {
        assertThatExceptionOfType(MissingResourceException.class)
                .isThrownBy(() -> translations.getTranslation("no.such.text", Locale.ENGLISH));
    }

    @Test
    void otherLocalesReadEnglish() {
        assertThat(translations.getTranslation("shell.sign-out", Locale.JAPANESE))
                .isEqualTo("Sign out");
    }

    /** A lone one begins what is not formatted, and vanishes: "today's" became "todays". */
    @ParameterizedTest
    @MethodSource("languages")
    void noTextLosesAnApostrophe(Locale language) {
        assertThat(texts(language))
                .allSatisfy((key, text) ->
                        assertThat(text.replace("''", "")).as(key).doesNotContain("'"));
    }
}
