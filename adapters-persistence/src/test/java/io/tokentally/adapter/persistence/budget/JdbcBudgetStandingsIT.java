package io.tokentally.adapter.persistence.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetLeases.Claim;
import io.tokentally.application.port.out.budget.BudgetLeases.Hold;
import io.tokentally.application.port.out.budget.BudgetStandings.Nearest;
import io.tokentally.application.port.out.budget.BudgetStandings.Standing;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How budgets of all organizations stand, as metrics of the installation tell it. */
class JdbcBudgetStandingsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final OrganizationId GLOBEX = new OrganizationId("globex");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer OTHER_OWNER = ViewerFixtures.viewer(new UserId("owner@globex"), GLOBEX, Role.OWNER);
    private static final BudgetWindow YEAR = new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.YEAR);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Budgets budgets = DATABASE.bean(Budgets.class);
    private final JdbcBudgetStandings standings = new JdbcBudgetStandings(JdbcClient.create(DATABASE.metering()));

    @BeforeEach
    void open() {
        DATABASE.addMember(OWNER);
        DATABASE.addMember(OTHER_OWNER);
    }

    private BudgetId set(Viewer owner, BudgetTerms terms) {
        return DATABASE.inTransaction(() -> budgets.set(owner, null, terms));
    }

    private static BudgetTerms requests(String name, @Nullable BudgetDimension each, String amount) {
        return requests(name, each, amount, YEAR);
    }

    private static BudgetTerms requests(
            String name, @Nullable BudgetDimension each, String amount, BudgetWindow window) {
        return BudgetFixtures.terms(name, BudgetSelector.EVERYTHING, each, BudgetMeasure.REQUESTS, amount, window);
    }

    private void post(UsageRecord... calls) {
        DATABASE.bean(UsageLedger.class).post(List.of(calls));
    }

    private static String shown(Standing standing) {
        return standing.organization() + " "
                + standing.spent().stripTrailingZeros().toPlainString() + "+"
                + standing.reserved().stripTrailingZeros().toPlainString() + "/"
                + standing.amount().stripTrailingZeros().toPlainString();
    }

    @Test
    void theNearestToTheirAmountsComeFirstOfWhicheverOrganization() {
        set(OWNER, requests("far", null, "100"));
        set(OWNER, requests("near", null, "2"));
        set(OTHER_OWNER, requests("nearer", null, "1"));
        set(OTHER_OWNER, requests("unused", null, "50", new BudgetWindow.Rolling(Duration.ofHours(1))));
        post(
                aUsageRecord().at(now).build(),
                aUsageRecord().at(now).withSeed(2).of(GLOBEX, new UserId("eve")).build());

        assertThat(standings.nearest(10).standings())
                .extracting(JdbcBudgetStandingsIT::shown)
                .startsWith("globex 1+0/1", "acme 1+0/2")
                .contains("globex 1+0/50", "acme 1+0/100")
                .hasSize(4);
        Nearest two = standings.nearest(2);
        assertThat(two.standings()).hasSize(2);
        assertThat(two.inForce()).isEqualTo(4);
    }

    @Test
    void whatIsEachOnesOwnIsToldByTheAmountThatIsNearestAndByNobodysName() {
        set(OWNER, requests("each", BudgetDimension.USER, "10"));
        post(
                aUsageRecord().at(now).by(new UserId("ada")).build(),
                aUsageRecord().at(now).withSeed(2).by(new UserId("ada")).build(),
                aUsageRecord().at(now).withSeed(3).by(new UserId("bob")).build());

        assertThat(standings.nearest(10).standings())
                .extracting(JdbcBudgetStandingsIT::shown)
                .containsExactly("acme 2+0/10");
    }

    @Test
    void whatIsSetAsideOrOnHoldIsReserved() throws InterruptedException {
        BudgetTerms terms = BudgetFixtures.monthly("month", "10");
        BudgetId id = set(OWNER, terms);
        LeaseKey key = new LeaseKey(
                ACME,
                id,
                BudgetSubject.ALL,
                terms.window().at(now, ReportingCalendar.PRESET).from());
        BudgetLeases gateway = new JdbcBudgetLeases(
                new JdbcTemplate(DATABASE.metering()), BudgetOptions.of(UUID.randomUUID()), UUID.randomUUID());
        gateway.exchange(List.of(new Claim(key, BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE, false)));
        BudgetOptions usual = BudgetOptions.of(UUID.randomUUID());
        new JdbcBudgetLeases(
                        new JdbcTemplate(DATABASE.metering()),
                        new BudgetOptions(
                                usual.installation(),
                                usual.refreshInterval(),
                                usual.timeout(),
                                Duration.ofMillis(50),
                                usual.strictLeaseLifetime()),
                        UUID.randomUUID())
                .exchange(List.of(new Claim(key, BigDecimal.ZERO, BigDecimal.TWO, BigDecimal.TWO, false)));
        Thread.sleep(60);
        UsageRecord unpriced = aUsageRecord().at(now).unpriced().build();
        post(unpriced);
        gateway.hold(List.of(new Hold(key, unpriced.id(), new BigDecimal("0.5"))));

        assertThat(standings.nearest(10).standings())
                .extracting(JdbcBudgetStandingsIT::shown)
                .containsExactly("acme 0+1.5/10");
    }

    @Test
    void whatAllowsNothingIsNearAndWhatIsOverOrEndedIsNotThere() {
        Instant quarter = Instant.ofEpochSecond(now.getEpochSecond() / 900 * 900);
        set(OWNER, requests("half used", null, "2"));
        set(OWNER, requests("nothing", null, "0"));
        set(
                OWNER,
                requests(
                        "over",
                        null,
                        "1",
                        new BudgetWindow.Once(quarter.minusSeconds(1800), quarter.minusSeconds(900))));
        BudgetId ended = set(OWNER, requests("ended", null, "1"));
        DATABASE.inTransaction(() -> {
            budgets.end(OWNER, ended);
            return true;
        });
        post(aUsageRecord().at(now).build());

        Nearest nearest = standings.nearest(10);

        assertThat(nearest.standings())
                .extracting(JdbcBudgetStandingsIT::shown)
                .containsExactly("acme 1+0/0", "acme 1+0/2");
        assertThat(nearest.inForce()).isEqualTo(2);
    }
}
