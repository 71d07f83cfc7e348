package io.tokentally.ui.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.ui.fake.BrowserlessApplication;
import java.math.BigDecimal;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.test.context.support.WithMockUser;

@SpringBootTest(classes = BrowserlessApplication.class)
@ViewPackages(packages = "io.tokentally.ui")
class RateRowTest extends SpringBrowserlessTest {

    /** In German, "1.234" would be read as more than a thousand. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    @WithMockUser(username = "owner@acme.example", roles = "OWNER")
    void whatIsShownIsReadAsTheSame(String language) {
        UI.getCurrent().setLocale(Locale.forLanguageTag(language));
        Rate rate = new Rate(UsageUnit.INPUT_TOKENS, Money.usd(new BigDecimal("1.234")), 1_000_000);

        RateRow row = new RateRow(UsageUnit.INPUT_TOKENS, rate, 200_000L, removed -> {});

        assertThat(row.rate()).isEqualTo(rate);
        assertThat(row.aboveInputTokens()).isEqualTo(200_000);
    }
}
