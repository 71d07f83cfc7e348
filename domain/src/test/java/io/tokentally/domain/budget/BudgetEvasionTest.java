package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers say of their calls themselves gets them round a budget that goes by it. */
class BudgetEvasionTest {

    private static final BudgetSelector SEARCH =
            new BudgetSelector(null, null, new Endpoint("search"), null, null, null, null);
    private static final BudgetSelector TEAM =
            new BudgetSelector(null, null, null, null, null, null, new SelectedTag("team", "a"));
    private static final BudgetSelector ADA =
            new BudgetSelector(new UserId("ada"), null, null, null, Provider.OPENAI, null, null);

    @Test
    void anotherEndpointOrTagIsNotOfTheCalls() {
        assertThat(BudgetEvasion.of(SEARCH, null, null)).containsExactly(BudgetEvasion.OTHER_NAME);
        assertThat(BudgetEvasion.of(TEAM, null, null)).containsExactly(BudgetEvasion.OTHER_NAME);
        assertThat(BudgetEvasion.of(BudgetSelector.EVERYTHING, null, null)).isEmpty();
    }

    @Test
    void aNewEndpointOrValueHasANewAmount() {
        assertThat(BudgetEvasion.of(BudgetSelector.EVERYTHING, BudgetDimension.ENDPOINT, null))
                .containsExactly(BudgetEvasion.NEW_NAME);
        assertThat(BudgetEvasion.of(BudgetSelector.EVERYTHING, null, "team")).containsExactly(BudgetEvasion.NEW_NAME);
    }

    @Test
    void ofOneThatIsSelectedThereIsNoOther() {
        assertThat(BudgetEvasion.of(SEARCH, BudgetDimension.ENDPOINT, null)).containsExactly(BudgetEvasion.OTHER_NAME);
        assertThat(BudgetEvasion.of(TEAM, null, "team")).containsExactly(BudgetEvasion.OTHER_NAME);
        assertThat(BudgetEvasion.of(TEAM, null, "project"))
                .containsExactly(BudgetEvasion.OTHER_NAME, BudgetEvasion.NEW_NAME);
    }

    @Test
    void servicesNameUsers() {
        assertThat(BudgetEvasion.of(ADA, null, null)).containsExactly(BudgetEvasion.OTHER_USER);
        assertThat(BudgetEvasion.of(BudgetSelector.EVERYTHING, BudgetDimension.USER, null))
                .containsExactly(BudgetEvasion.OTHER_USER);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY", "OPERATION", "PROVIDER", "MODEL"})
    void whatNobodyChoosesWithoutUsingSomethingElseGetsNobodyRound(BudgetDimension dimension) {
        assertThat(BudgetEvasion.of(BudgetSelector.EVERYTHING, dimension, null)).isEmpty();
    }
}
