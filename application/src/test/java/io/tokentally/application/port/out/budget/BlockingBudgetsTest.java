package io.tokentally.application.port.out.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BlockingBudgetsTest {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final List<String> MODELS =
            List.of("gpt-5", "gpt-5-mini", "gpt-5-mini-2026-01-01", "gpt-4.1", "claude-opus-5", "o3", "g");
    private static final List<String> PATTERNS =
            List.of("gpt-5", "gpt-5*", "gpt-#*", "*mini*", "*", "o#", "claude-*-5", "gpt-5-mini-####-##-##", "g");

    private final Random random = new Random(15);

    private static Budget budget(int number, BudgetSelector selector) {
        return new Budget(
                ACME,
                new BudgetId(new UUID(0, number)),
                1,
                BudgetFixtures.terms(
                        "budget " + number,
                        selector,
                        null,
                        BudgetMeasure.REQUESTS,
                        "1",
                        new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY)),
                new UserId("owner"),
                Instant.EPOCH,
                null);
    }

    private <T> @Nullable T perhaps(Supplier<T> value) {
        return random.nextInt(4) == 0 ? value.get() : null;
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private BudgetSelector anySelector() {
        return new BudgetSelector(
                perhaps(() -> new UserId(one("ada", "bob"))),
                perhaps(() -> new VirtualKeyId(new UUID(0, random.nextInt(2)))),
                perhaps(() -> new Endpoint(one("search", "chat"))),
                perhaps(() -> new Operation(one("chat.completions", "embeddings"))),
                perhaps(() -> new Provider(one("openai", "anthropic"))),
                perhaps(() -> new ModelPattern(PATTERNS.get(random.nextInt(PATTERNS.size())))),
                perhaps(() -> new SelectedTag(one("team", "env"), one("a", "b"))));
    }

    private BudgetedCall anyCall() {
        Map<String, String> tags = new HashMap<>();
        for (String name : List.of("team", "env", "else")) {
            String value = perhaps(() -> one("a", "b"));
            if (value != null) {
                tags.put(name, value);
            }
        }
        return new BudgetedCall(
                ACME,
                new UserId(one("ada", "bob", "cy")),
                perhaps(() -> new VirtualKeyId(new UUID(0, random.nextInt(2)))),
                new Endpoint(one("search", "chat", "else")),
                new Operation(one("chat.completions", "embeddings")),
                new Provider(one("openai", "anthropic")),
                new ModelName(MODELS.get(random.nextInt(MODELS.size()))),
                new Tags(tags));
    }

    @Test
    void findsThoseThatSelectACallAndNoOthersInTheOrderOfTheirIds() {
        List<Budget> all = IntStream.range(0, 2_000)
                .mapToObj(number -> budget(number, anySelector()))
                .toList();
        BlockingBudgets budgets = new BlockingBudgets(ReportingCalendar.PRESET, all);

        int found = 0;
        for (int i = 0; i < 500; i++) {
            BudgetedCall call = anyCall();
            List<Budget> due = all.stream()
                    .filter(budget -> budget.terms().selector().matches(call))
                    .sorted(Comparator.comparing(Budget::id))
                    .toList();
            assertThat(budgets.of(call)).as("%s", call).isEqualTo(due);
            found += due.size();
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void nothingIsFoundAmongNone() {
        assertThat(BlockingBudgets.NONE.isEmpty()).isTrue();
        assertThat(BlockingBudgets.NONE.of(anyCall())).isEmpty();
    }

    private static Budget limiting(int number, BudgetSelector selector, BudgetWindow window, @Nullable Long tokens) {
        Budget budget = budget(number, selector);
        BudgetTerms terms =
                BudgetFixtures.terms("budget " + number, selector, null, BudgetMeasure.REQUESTS, "1", window);
        return new Budget(
                ACME,
                budget.id(),
                1,
                BudgetFixtures.with(terms, BudgetAction.BLOCK, terms.blocking().limitingOutput(tokens)),
                budget.changedBy(),
                Instant.EPOCH,
                null);
    }

    @Test
    void theLeastLimitOfThoseThatAreOpenAndForTheCallIsTheCalls() {
        BudgetWindow daily = new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY);
        Instant from = Instant.parse("2026-10-01T00:00:00Z");
        BudgetWindow once = new BudgetWindow.Once(from, Instant.parse("2026-11-01T00:00:00Z"));
        BudgetSelector ofAda = new BudgetSelector(new UserId("ada"), null, null, null, null, null, null);
        BlockingBudgets budgets = new BlockingBudgets(
                ReportingCalendar.PRESET,
                List.of(
                        limiting(1, BudgetSelector.EVERYTHING, daily, 500L),
                        limiting(2, ofAda, daily, 300L),
                        limiting(3, BudgetSelector.EVERYTHING, once, 400L),
                        limiting(4, ofAda, daily, 900L),
                        limiting(5, ofAda, daily, null)));

        assertThat(budgets.outputLimit(by("ada"), from)).isEqualTo(300);
        assertThat(budgets.outputLimit(by("bob"), from)).isEqualTo(400);
        assertThat(budgets.outputLimit(by("bob"), from.minusMillis(1))).isEqualTo(500);
        assertThat(new BlockingBudgets(ReportingCalendar.PRESET, List.of(limiting(2, ofAda, daily, 300L)))
                        .outputLimit(by("bob"), from))
                .isNull();
        assertThat(BlockingBudgets.NONE.outputLimit(by("ada"), from)).isNull();
    }

    private static BudgetedCall by(String user) {
        return new BudgetedCall(
                ACME,
                new UserId(user),
                null,
                new Endpoint("search"),
                new Operation("chat.completions"),
                new Provider("openai"),
                new ModelName("gpt-5"),
                new Tags(Map.of()));
    }
}
