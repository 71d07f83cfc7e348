package io.tokentally.application.service.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.pricing.ModelLifecycle;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever watches looks at each organization, at what is to come, and removes what is old. */
class WatchAlertsServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final AlertRuleId RULE = new AlertRuleId(UUID.randomUUID());

    private final FakeWatch watch = new FakeWatch();
    private final WatchAlertsService service = new WatchAlertsService(watch, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void eachOrganizationIsLookedAtThoughAnothersFails() {
        watch.failing = ACME;

        assertThatThrownBy(service::evaluate).hasMessage("acme is broken");
        assertThat(watch.looked).containsExactly(ACME, GLOBEX);

        watch.failing = null;
        assertThat(service.evaluate()).isEqualTo(2);
    }

    @Test
    void allThatIsOldGoesHoweverMuchItIs() {
        watch.old = 2500;

        assertThat(service.purge()).isEqualTo(2500);
        assertThat(watch.before).isEqualTo(NOW.minus(Duration.ofDays(400)));
    }

    private long lookAhead(ModelLifecycle... lifecycles) {
        PriceBook list = new PriceBook(Money.USD, List.of(), List.of(), List.of(lifecycles));
        return new WatchOutlooksService(watch, () -> list, Clock.fixed(NOW, ZoneOffset.UTC)).look();
    }

    private static ModelLifecycle ending(LocalDate day) {
        return new ModelLifecycle(
                Provider.OPENAI,
                List.of(new ModelPattern("gpt-4*")),
                day,
                new ModelName("gpt-5"),
                "the provider's page");
    }

    private void use(String model) {
        watch.models.add(new AlertWatch.WatchedModel(ACME, RULE, 30, Provider.OPENAI, new ModelName(model)));
    }

    @Test
    void modelsThatEndInTimeAreRaisedOnce() {
        use("gpt-4.1");
        use("gpt-5");
        assertThat(lookAhead(ending(TODAY.plusDays(31)))).isZero();
        assertThat(lookAhead(ending(TODAY.minusDays(1)))).isZero();

        assertThat(lookAhead(ending(TODAY.plusDays(30)))).isOne();
        assertThat(lookAhead(ending(TODAY.plusDays(30)))).isZero();
        assertThat(watch.raised).containsExactly("gpt-4.1 2026-12-20 {ends_on=2026-12-20, replaced_by=gpt-5}");
    }

    private void spend(String perDay, int days, String amount) {
        for (int back = 0; back <= days; back++) {
            watch.days.put(TODAY.minusDays(back), new BigDecimal(perDay));
        }
        watch.budgets.add(new AlertWatch.WatchedBudget(
                ACME,
                RULE,
                new BudgetId(UUID.randomUUID()),
                "All",
                new BigDecimal(amount),
                TODAY,
                LocalDate.of(2026, 11, 1),
                LocalDate.of(2026, 11, 30)));
    }

    @Test
    void aBudgetThatWillBePassedIsRaisedOnce() {
        spend("10", 60, "250");

        assertThat(lookAhead()).isOne();
        assertThat(lookAhead()).isZero();
        assertThat(watch.raised)
                .singleElement()
                .asString()
                .startsWith("All 2026-12-01")
                .contains("amount=250", "spent=200");
    }

    @Test
    void oneThatWillHoldIsNot() {
        spend("10", 60, "350");

        assertThat(lookAhead()).isZero();
    }

    @Test
    void oneThatIsPassedTellsItselfAndAShortPastNothing() {
        spend("10", 60, "150");
        assertThat(lookAhead()).isZero();

        watch.budgets.clear();
        watch.days.clear();
        spend("10", 20, "250");
        assertThat(lookAhead()).isZero();
    }

    private static final class FakeWatch implements AlertWatch {

        private final List<OrganizationId> looked = new ArrayList<>();
        private final List<WatchedModel> models = new ArrayList<>();
        private final List<WatchedBudget> budgets = new ArrayList<>();
        private final SortedMap<LocalDate, BigDecimal> days = new TreeMap<>();
        private final List<String> raised = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private @Nullable OrganizationId failing;
        private @Nullable Instant before;
        private long old;

        @Override
        public List<OrganizationId> organizations() {
            return List.of(ACME, GLOBEX);
        }

        @Override
        public long evaluate(OrganizationId organizationId, Instant now) {
            looked.add(organizationId);
            if (organizationId.equals(failing)) {
                throw new IllegalStateException(organizationId + " is broken");
            }
            return 1;
        }

        @Override
        public List<WatchedModel> watchedModels(Instant now) {
            return models;
        }

        @Override
        public List<WatchedBudget> watchedBudgets(Instant now, int most) {
            return budgets;
        }

        @Override
        public SortedMap<LocalDate, BigDecimal> days(WatchedBudget budget, LocalDate since) {
            return days.tailMap(since);
        }

        @Override
        public boolean raiseOutlook(
                OrganizationId organizationId,
                AlertRuleId rule,
                String subject,
                LocalDate until,
                Map<String, String> figures,
                Instant now) {
            if (!known.add(subject + until)) {
                return false;
            }
            raised.add(subject + " " + until + " " + figures);
            return true;
        }

        @Override
        public long purge(Instant limit, int most) {
            before = limit;
            long gone = Math.min(old, most);
            old -= gone;
            return gone;
        }
    }
}
