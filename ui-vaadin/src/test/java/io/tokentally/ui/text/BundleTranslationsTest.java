package io.tokentally.ui.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.change.ChangeCause;
import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageUnit;
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
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
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

    @Test
    void everyTextIsAPattern() {
        ResourceBundle bundle = ResourceBundle.getBundle(BundleTranslations.BUNDLE, Locale.ENGLISH);
        assertThat(bundle.keySet())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(translations.getTranslation(key, Locale.ENGLISH, 1, 2, 3))
                        .isNotBlank());
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
    @Test
    void noTextLosesAnApostrophe() {
        ResourceBundle bundle = ResourceBundle.getBundle(BundleTranslations.BUNDLE, Locale.ENGLISH);

        assertThat(bundle.keySet())
                .allSatisfy(key -> assertThat(bundle.getString(key).replace("''", ""))
                        .as(key)
                        .doesNotContain("'"));
    }
}
