package io.tokentally.domain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageViewTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-usage",
                "api-usage?days=30",
                "api-usage/explorer?by=model&endpoint=caf%C3%A9",
                "api-usage/calls?"
            })
    void isOfAPageOfUsage(String address) {
        assertThat(new UsageViewState(address, false).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "keys",
                "/api-usage",
                "api-usagex",
                "api-usage/../keys",
                "api-usage//evil.example",
                "https://evil.example/api-usage",
                "api-usage?a b",
                "api-usage?a\nb",
                "api-usage#x"
            })
    void isOfNoOtherPage(String address) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UsageViewState(address, false));
    }

    @Test
    void isNoLongerThanAnAddressMayEverGet() {
        String longest = "api-usage?" + "x".repeat(19_990);

        assertThat(new UsageViewState(longest, true).address()).hasSize(20_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsageViewState(longest + "x", true))
                .withMessageContaining("at most 20,000 characters");
    }

    @Test
    void hasANameThatPeopleCanRead() {
        assertThat(UsageView.requireName("  Cost of search ")).isEqualTo("Cost of search");
        assertThat(UsageView.requireName("x".repeat(80))).hasSize(80);
        assertThatIllegalArgumentException().isThrownBy(() -> UsageView.requireName("  "));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageView.requireName("x".repeat(81)));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageView.requireName("a\tb"));
        // Others are shown it, where it is shared.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageView.requireName("costs \u202Etxt.seirales"))
                .withMessageContaining("invisible character U+202E");
    }

    @Test
    void isNamedByAWholeUuid() {
        UUID value = new UUID(1, 2);

        assertThat(UsageViewId.of(value.toString()))
                .isEqualTo(new UsageViewId(value))
                .hasToString(value.toString());
        assertThatIllegalArgumentException().isThrownBy(() -> UsageViewId.of("1-1-1-1-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageViewId.of("mine"));
    }
}
