package io.tokentally.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BindingBudgetsTest {

    private static final UserId ADA = new UserId("ada");
    private static final UserId BOB = new UserId("bob");
    private static final VirtualKeyId LAPTOP = new VirtualKeyId(new UUID(3, 1));
    private static final VirtualKeyId OTHER_KEY = new VirtualKeyId(new UUID(3, 2));

    private static Budget budget(
            int number,
            String name,
            @Nullable UserId user,
            @Nullable VirtualKeyId key,
            @Nullable BudgetDimension each) {
        return new Budget(
                new OrganizationId("acme"),
                new BudgetId(new UUID(0, number)),
                1,
                BudgetFixtures.terms(
                        name,
                        new BudgetSelector(user, key, null, null, null, null, null),
                        each,
                        BudgetMeasure.COST,
                        "50",
                        new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH)),
                BOB,
                Instant.EPOCH,
                null);
    }

    private static BudgetUse use(int number, String subject, String spent) {
        return new BudgetUse(
                new BudgetId(new UUID(0, number)),
                new BudgetSubject(subject),
                Instant.EPOCH,
                new BigDecimal(spent),
                BigDecimal.ZERO,
                BigDecimal.ZERO);
    }

    private static final BindingBudgets BUDGETS = new BindingBudgets(
            List.of(
                    budget(1, "all", null, null, null),
                    budget(2, "ada's", ADA, null, null),
                    budget(3, "bob's", BOB, null, null),
                    budget(4, "each user", null, null, BudgetDimension.USER),
                    budget(5, "laptop", null, LAPTOP, null),
                    budget(6, "each key", null, null, BudgetDimension.KEY),
                    budget(7, "each model", null, null, BudgetDimension.MODEL)),
            List.of(
                    use(1, "", "49"),
                    use(2, "", "10"),
                    use(4, "ada", "20"),
                    use(4, "bob", "45"),
                    use(6, LAPTOP.toString(), "5"),
                    use(6, OTHER_KEY.toString(), "50"),
                    use(7, "gpt-4.1", "1"),
                    use(7, "gpt-4.1-nano", "2")));

    private static List<String> shown(List<BindingBudgets.Binding> bindings) {
        return bindings.stream()
                .map(binding -> binding.budget().terms().name() + " "
                        + binding.standing().left().toPlainString() + (binding.own() ? " own" : ""))
                .toList();
    }

    @Test
    void aPersonsOwnComeFirstAndOfEachUsersTheirs() {
        assertThat(shown(BUDGETS.ofPerson(ADA)))
                .containsExactly("each user 30 own", "ada's 40 own", "all 1", "each model 48");
        assertThat(shown(BUDGETS.ofPerson(BOB)))
                .containsExactly("each user 5 own", "bob's 50 own", "all 1", "each model 48");
    }

    @Test
    void whoHasUsedNothingHasAllOfTheirAmount() {
        assertThat(shown(BUDGETS.ofPerson(new UserId("carl"))))
                .containsExactly("each user 50 own", "all 1", "each model 48");
    }

    @Test
    void aKeyHasItsHoldersAndItsOwn() {
        assertThat(shown(BUDGETS.ofKey(ADA, LAPTOP)))
                .containsExactly(
                        "each user 30 own",
                        "ada's 40 own",
                        "each key 45 own",
                        "laptop 50 own",
                        "all 1",
                        "each model 48");
    }

    @Test
    void aServicesKeyIsNobodys() {
        assertThat(shown(BUDGETS.ofServiceKey(OTHER_KEY))).containsExactly("each key 0 own", "all 1", "each model 48");
    }
}
