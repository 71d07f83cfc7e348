package io.tokentally.adapter.persistence.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetLeases.Claim;
import io.tokentally.application.port.out.budget.BudgetLeases.Grant;
import io.tokentally.application.port.out.budget.BudgetLeases.Hold;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.UnpricedReason;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What gateways are granted is never more than is left, whoever asks at the same time. */
class JdbcBudgetLeasesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);

    /** Of a million input tokens. */
    private static final BigDecimal COST = new BigDecimal("0.1");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    /** Of each amount, what is held by anybody or spent. */
    private final Map<LeaseKey, BigDecimal> inUse = new ConcurrentHashMap<>();

    private final Budgets budgets = DATABASE.bean(Budgets.class);

    @BeforeEach
    void open() {
        DATABASE.addMember(OWNER);
    }

    private static BudgetLeases gateway(UUID installation, Duration lifetime) {
        return gateway(new JdbcTemplate(DATABASE.metering()), installation, lifetime);
    }

    private static BudgetLeases gateway(JdbcTemplate database, UUID installation, Duration lifetime) {
        BudgetOptions options = BudgetOptions.of(installation);
        return new JdbcBudgetLeases(
                database,
                new BudgetOptions(
                        installation,
                        options.refreshInterval(),
                        options.timeout(),
                        lifetime,
                        options.strictLeaseLifetime()),
                UUID.randomUUID());
    }

    private static BudgetLeases gateway() {
        return gateway(UUID.randomUUID(), Duration.ofMinutes(1));
    }

    private BudgetId set(BudgetTerms terms) {
        return DATABASE.inTransaction(() -> budgets.set(OWNER, null, terms));
    }

    private LeaseKey key(BudgetId id, BudgetTerms terms) {
        Instant bucket = terms.window().at(now, ReportingCalendar.PRESET).from();
        return new LeaseKey(ACME, id, BudgetSubject.ALL, bucket);
    }

    private static Claim claim(LeaseKey key, String held, String needed, boolean wanted) {
        return new Claim(key, new BigDecimal(held), new BigDecimal(needed), new BigDecimal(needed), wanted);
    }

    private static BigDecimal granted(BudgetLeases gateway, Claim claim) {
        return gateway.exchange(List.of(claim)).getFirst().granted();
    }

    @Test
    void whatIsNeededIsGrantedAndAShareOfTheRestIfMoreIsWanted() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "100");
        LeaseKey key = key(set(terms), terms);

        assertThat(granted(gateway(), claim(key, "0", "10", false))).isEqualByComparingTo("10");
        assertThat(granted(gateway(), claim(key, "0", "10", true))).isEqualByComparingTo("13.2");
        assertThat(granted(gateway(), claim(key, "0", "80", true))).isEqualByComparingTo("0");
        assertThat(granted(gateway(), claim(key, "0", "76.8", true))).isEqualByComparingTo("76.8");
        assertThat(granted(gateway(), claim(key, "0", "0.000000001", true))).isEqualByComparingTo("0");
    }

    @Test
    void whatIsHeldStaysThoughTheAmountIsPassed() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "1");
        LeaseKey key = key(set(terms), terms);
        BudgetLeases gateway = gateway();

        Grant grant = gateway.exchange(List.of(claim(key, "5", "0", true))).getFirst();

        assertThat(grant.granted()).isEqualByComparingTo("0");
        assertThat(grant.room(new BigDecimal("5"))).isEqualByComparingTo("-4");
        assertThat(granted(gateway(), claim(key, "0", "0.1", true))).isEqualByComparingTo("0");
        assertThat(granted(gateway, claim(key, "0", "0", false))).isEqualByComparingTo("0");
        assertThat(granted(gateway(), claim(key, "0", "1", true))).isEqualByComparingTo("1");
    }

    @Test
    void whatTheLedgerHasIsSpent() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "0.01");
        LeaseKey key = key(set(terms), terms);
        DATABASE.bean(UsageLedger.class).post(List.of(aUsageRecord().at(now).build()));

        Grant grant =
                gateway().exchange(List.of(claim(key, "0", "0.008", true))).getFirst();

        assertThat(grant.spent()).isEqualByComparingTo("0.002");
        assertThat(grant.granted()).isEqualByComparingTo("0.008");
    }

    @Test
    void aLeaseThatIsNotRenewedIsThereForOthers() throws InterruptedException {
        BudgetTerms terms = BudgetFixtures.monthly("month", "10");
        LeaseKey key = key(set(terms), terms);
        BudgetLeases dead = gateway(UUID.randomUUID(), Duration.ofMillis(50));
        assertThat(granted(dead, claim(key, "0", "10", false))).isEqualByComparingTo("10");
        Thread.sleep(60);

        assertThat(granted(gateway(), claim(key, "0", "10", false))).isEqualByComparingTo("10");
    }

    /** What a process held that died while the ledger lacked its calls: nobody else has it before they are there. */
    @Test
    void aStrictBudgetWaitsForTheInstallation() throws InterruptedException {
        BudgetTerms usual = BudgetFixtures.monthly("month", "10");
        BudgetTerms terms = BudgetFixtures.with(
                usual,
                usual.action(),
                new BlockingRules(
                        usual.blocking().bound(),
                        usual.blocking().unbounded(),
                        usual.blocking().unpriced(),
                        null,
                        true,
                        usual.blocking().whenUnknown()));
        LeaseKey key = key(set(terms), terms);
        UUID installation = UUID.randomUUID();
        BudgetLeases dead = gateway(installation, Duration.ofMillis(50));
        assertThat(granted(dead, claim(key, "0", "10", true))).isEqualByComparingTo("10");
        Thread.sleep(60);
        assertThat(granted(gateway(), claim(key, "0", "1", true))).isEqualByComparingTo("0");

        gateway(installation, Duration.ofMinutes(1)).dropEarlier();

        assertThat(granted(gateway(), claim(key, "0", "1", true))).isEqualByComparingTo("1");
    }

    @Test
    void whatIsHeldForACallWithoutAPriceIsThereAgainWhenItHasOne() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "1");
        LeaseKey key = key(set(terms), terms);
        UsageRecord unpriced = aUsageRecord().at(now).unpriced().build();
        UsageRecord priced = aUsageRecord().at(now).withSeed(2).build();
        DATABASE.bean(UsageLedger.class).post(List.of(unpriced, priced));

        BudgetLeases gateway = gateway();
        gateway.hold(List.of(
                new Hold(key, unpriced.id(), new BigDecimal("0.4")),
                new Hold(key, priced.id(), new BigDecimal("0.4"))));
        gateway.hold(List.of(new Hold(key, unpriced.id(), new BigDecimal("0.4"))));
        assertThat(gateway.exchange(List.of(claim(key, "0", "0", false)))
                        .getFirst()
                        .reserved())
                .isEqualByComparingTo("0.4");

        price(unpriced.id());

        Grant grant = gateway.exchange(List.of(claim(key, "0", "0", false))).getFirst();
        assertThat(grant.reserved()).isEqualByComparingTo("0");
        assertThat(grant.spent()).isEqualByComparingTo("0.252");
    }

    @Test
    void whatIsHeldForWorkIsThereAgainWhenTheLedgerKnowsWhatItUsed() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "1");
        BudgetId id = set(terms);
        LeaseKey key = key(id, terms);
        UsageRecord begun = aUsageRecord().at(now).free().build();
        UsageRecord other = aUsageRecord().at(now).free().withSeed(2).build();
        gateway()
                .hold(List.of(
                        new Hold(key, begun.id(), new BigDecimal("0.4"), new WorkAhead(Provider.OPENAI, "resp_1")),
                        new Hold(key, other.id(), new BigDecimal("0.3"), new WorkAhead(Provider.OPENAI, "resp_2"))));
        DATABASE.bean(UsageLedger.class).post(List.of(begun, other));

        BudgetLeases another = gateway();
        assertThat(reserved(another, key)).as("by any gateway").isEqualByComparingTo("0.7");
        assertThat(DATABASE.inTransaction(() -> budgets.uses(OWNER)).getFirst().reserved())
                .isEqualByComparingTo("0.7");
        UsageRecord done = aUsageRecord()
                .at(now)
                .withOperation("responses.retrieve")
                .withSeed(3)
                .build();
        UsageRecordId job = UsageRecordId.of(now.plusMillis(5), ACME.value(), "openai", "resp_1");
        DATABASE.bean(UsageLedger.class)
                .post(List.of(new UsageRecord(
                        job,
                        done.call().withReading(new UsageReading.Missing()),
                        Cost.unpriced(Money.USD, UnpricedReason.NO_USAGE))));
        assertThat(reserved(another, key))
                .as("it is done, and nobody knows how")
                .isEqualByComparingTo("0.7");

        DATABASE.bean(UsageLedger.class).post(List.of(new UsageRecord(job, done.call(), done.cost())));

        Grant grant = another.exchange(List.of(claim(key, "0", "0", false))).getFirst();
        assertThat(grant.reserved()).isEqualByComparingTo("0.3");
        assertThat(grant.spent()).isEqualByComparingTo("0.002");
        assertThat(DATABASE.inTransaction(() -> budgets.uses(OWNER)).getFirst().reserved())
                .isEqualByComparingTo("0.3");
        gateway()
                .hold(List.of(
                        new Hold(key, begun.id(), new BigDecimal("0.4"), new WorkAhead(Provider.OPENAI, "resp_1"))));
        assertThat(reserved(another, key)).as("told too late").isEqualByComparingTo("0.3");
    }

    /** What it used is known by then and what it cost is not: only a budget that counts something else can know it settled. */
    @Test
    void whatIsHeldForWorkWithoutAPriceIsThereAgainWhenItHasOne() {
        BudgetTerms costs = BudgetFixtures.monthly("costs", "1");
        BudgetTerms tokens = BudgetFixtures.terms(
                "tokens", BudgetSelector.EVERYTHING, null, BudgetMeasure.TOKENS, "1000000", costs.window());
        LeaseKey ofCosts = key(set(costs), costs);
        LeaseKey ofTokens = key(set(tokens), tokens);
        UsageRecordId begun = UsageRecordId.of(now, "begun");
        WorkAhead batch = new WorkAhead(Provider.OPENAI, "batch_1");
        BudgetLeases gateway = gateway();
        gateway.hold(List.of(
                new Hold(ofCosts, begun, new BigDecimal("0.4"), batch),
                new Hold(ofTokens, begun, new BigDecimal("5000"), batch)));
        UsageRecord done =
                aUsageRecord().at(now).withOperation("batches").unpriced().build();
        UsageRecordId job = UsageRecordId.of(now.plusMillis(5), ACME.value(), "openai", "batch_1");

        DATABASE.bean(UsageLedger.class).post(List.of(new UsageRecord(job, done.call(), done.cost())));

        assertThat(reserved(gateway, ofCosts)).as("nobody knows what it cost").isEqualByComparingTo("0.4");
        assertThat(reserved(gateway, ofTokens)).as("its tokens are known").isEqualByComparingTo("0");
        assertThat(DATABASE.inTransaction(() -> budgets.uses(OWNER)))
                .filteredOn(use -> use.budget().equals(ofCosts.budget()))
                .singleElement()
                .extracting(BudgetUse::reserved, BudgetUse::unpriced)
                .containsExactly(new BigDecimal("0.4"), new BigDecimal("0.4"));
        assertThat(DATABASE.asOwner()
                        .sql("SELECT count(*) FROM budget_holds WHERE expires_at IS NULL")
                        .query(Integer.class)
                        .single())
                .as("for longer than work is waited for")
                .isEqualTo(1);

        gateway.hold(List.of(new Hold(ofCosts, begun, new BigDecimal("0.4"), batch)));
        assertThat(reserved(gateway, ofCosts)).as("told again, too late").isEqualByComparingTo("0.4");

        price(job);

        Grant grant = gateway.exchange(List.of(claim(ofCosts, "0", "0", false))).getFirst();
        assertThat(grant.reserved()).isEqualByComparingTo("0");
        assertThat(grant.spent()).isEqualByComparingTo("0.25");
    }

    private static void price(UsageRecordId call) {
        DATABASE.asOwner()
                .sql("""
                        SELECT replace_costs('acme', (
                            SELECT jsonb_agg(jsonb_build_object('created_at', created_at, 'id', id, 'total_cost', 0.25,
                                'cost_status', 'MEASURED', 'cost_lines', '[]'::jsonb, 'price_version', 'late'))
                            FROM usage_calls WHERE id = ?))""")
                .param(call.value())
                .query((row, number) -> true)
                .list();
    }

    @Test
    void whatIsHeldForWorkThatNobodyTellsOfIsThereAgainAfterTwoDays() {
        BudgetTerms terms = BudgetFixtures.terms(
                "ever",
                BudgetSelector.EVERYTHING,
                null,
                BudgetMeasure.COST,
                "1",
                new BudgetWindow.Once(
                        now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5)),
                        now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(5))));
        LeaseKey key = key(set(terms), terms);
        Instant before = now.minus(BudgetLeases.WORK_AHEAD);
        for (int i = 0; i < 2; i++) {
            UsageRecordId begun = UsageRecordId.of(before.plusSeconds(i == 0 ? -1 : 600), "begun" + i);
            gateway()
                    .hold(List.of(
                            new Hold(key, begun, new BigDecimal("0.4"), new WorkAhead(Provider.OPENAI, "batch_" + i))));
        }

        assertThat(reserved(gateway(), key)).isEqualByComparingTo("0.4");
        assertThat(DATABASE.inTransaction(() -> budgets.uses(OWNER)).getFirst().reserved())
                .isEqualByComparingTo("0.4");
    }

    private static BigDecimal reserved(BudgetLeases gateway, LeaseKey key) {
        return gateway.exchange(List.of(claim(key, "0", "0", false))).getFirst().reserved();
    }

    /** Who asks while another exchange goes on is told what that one left, and not what there was before it. */
    @Test
    void anExchangeWaitsForTheOneBefore() throws Exception {
        BudgetTerms terms = BudgetFixtures.monthly("month", "10");
        LeaseKey key = key(set(terms), terms);
        try (HikariDataSource pool = DATABASE.impatientMeteringPool();
                ExecutorService others = Executors.newSingleThreadExecutor()) {
            BudgetLeases first = gateway(new JdbcTemplate(pool), UUID.randomUUID(), Duration.ofMinutes(1));

            CompletableFuture<BigDecimal> second = new TransactionTemplate(new DataSourceTransactionManager(pool))
                    .execute(transaction -> {
                        assertThat(granted(first, claim(key, "0", "7", false))).isEqualByComparingTo("7");
                        CompletableFuture<BigDecimal> asked = CompletableFuture.supplyAsync(
                                () -> granted(gateway(), claim(key, "0", "7", false)), others);
                        awaitAnswerOrWaiting(asked);
                        return asked;
                    });

            assertThat(second.get(1, TimeUnit.MINUTES)).isEqualByComparingTo("0");
        }
    }

    private static void awaitAnswerOrWaiting(CompletableFuture<?> asked) {
        while (!asked.isDone()
                && DATABASE.asOwner()
                        .sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                        .query(Integer.class)
                        .single()
                        .equals(0)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aBudgetThatWasEndedGrantsNothing() {
        BudgetTerms terms = BudgetFixtures.monthly("month", "1");
        BudgetId id = set(terms);
        DATABASE.inTransaction(() -> {
            budgets.end(OWNER, id);
            return true;
        });

        assertThat(gateway().exchange(List.of(claim(key(id, terms), "0", "1", true))))
                .isEmpty();
    }

    /** Four at once, of six amounts in any order, while calls are posted. */
    @Test
    void togetherTheyHoldNoMoreThanThereIs() {
        BudgetTerms month = BudgetFixtures.monthly("month", "9");
        BudgetTerms moving = BudgetFixtures.terms(
                "moving", month.selector(), null, month.measure(), "8", new BudgetWindow.Rolling(Duration.ofHours(2)));
        List<LeaseKey> keys = new ArrayList<>();
        BudgetId ofMonth = set(month);
        BudgetId ofMoving = set(moving);
        keys.add(key(ofMonth, month));
        keys.add(new LeaseKey(ACME, ofMoving, BudgetSubject.ALL, Instant.EPOCH));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> all = IntStream.range(0, 4)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> work(keys, number), threads))
                    .toList();
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
        assertThat(DATABASE.asOwner()
                        .sql("SELECT * FROM budget_drift('acme')")
                        .query()
                        .listOfRows())
                .isEmpty();
    }

    /** Holds what it is granted, spends some of it, and gives some back. */
    private void work(List<LeaseKey> keys, int number) {
        Random random = new Random(number);
        BudgetLeases gateway = gateway();
        Map<LeaseKey, BigDecimal> held = new HashMap<>();
        keys.forEach(key -> held.put(key, BigDecimal.ZERO));
        for (int i = 0; i < 40; i++) {
            List<Claim> claims = keys.stream()
                    .sorted()
                    .map(key -> claim(
                            key,
                            held.getOrDefault(key, BigDecimal.ZERO).toPlainString(),
                            "0." + random.nextInt(1, 9),
                            true))
                    .toList();
            for (Grant grant : gateway.exchange(claims)) {
                held.merge(grant.key(), grant.granted(), BigDecimal::add);
                assertThat(inUse.merge(grant.key(), grant.granted(), BigDecimal::add))
                        .isLessThanOrEqualTo(grant.amount());
            }
            if (held.values().stream().allMatch(amount -> amount.compareTo(COST) >= 0)) {
                DATABASE.bean(UsageLedger.class)
                        .post(List.of(aUsageRecord()
                                .at(now)
                                .withTokens(1_000_000, 0)
                                .withSeed(1_000L * number + i)
                                .build()));
                held.replaceAll((key, amount) -> amount.subtract(COST));
            }
            if (random.nextInt(3) == 0) {
                held.replaceAll((key, amount) -> {
                    BigDecimal kept = amount.divide(BigDecimal.TWO, 9, RoundingMode.DOWN);
                    inUse.merge(key, kept.subtract(amount), BigDecimal::add);
                    return kept;
                });
            }
        }
    }
}
