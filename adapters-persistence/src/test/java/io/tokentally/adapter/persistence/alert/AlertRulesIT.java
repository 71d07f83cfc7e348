package io.tokentally.adapter.persistence.alert;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.alert.AlertChannels;
import io.tokentally.application.port.out.alert.AlertHistory;
import io.tokentally.application.port.out.alert.AlertQueue;
import io.tokentally.application.port.out.alert.AlertRules;
import io.tokentally.application.port.out.alert.AlertWatch;
import io.tokentally.application.port.out.alert.AlertWatch.WatchedBudget;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.alert.AlertChannel;
import io.tokentally.domain.alert.AlertChannelId;
import io.tokentally.domain.alert.AlertFilter;
import io.tokentally.domain.alert.AlertKind;
import io.tokentally.domain.alert.AlertMeasure;
import io.tokentally.domain.alert.AlertRefusedException;
import io.tokentally.domain.alert.AlertRuleId;
import io.tokentally.domain.alert.AlertRuleKind;
import io.tokentally.domain.alert.AlertRuleStanding;
import io.tokentally.domain.alert.AlertRuleTerms;
import io.tokentally.domain.alert.AlertState;
import io.tokentally.domain.alert.AlertWindow;
import io.tokentally.domain.alert.ChannelType;
import io.tokentally.domain.alert.NotedAlert;
import io.tokentally.domain.alert.RuleCrossing;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.metering.Outcome;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordFixtures;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;

/** What crosses a rule makes one alert, whoever looks and whenever its records come. */
class AlertRulesIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OSCAR = ViewerFixtures.viewer(new UserId("oscar"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("adam"), ACME, Role.ADMIN);
    private static final Viewer ADA = ViewerFixtures.viewer(new UserId("ada"), ACME, Role.MEMBER);
    private static final VirtualKeyId KEY = new VirtualKeyId(UUID.fromString("01939c00-0000-7000-8000-0000000000aa"));
    private static final Duration WEEK = Duration.ofDays(7);
    private static final long TOKENS_PER_DOLLAR = 10_000_000;

    /** An hour of yesterday, so that all of it has been, and none of it waits for the clock. */
    private final Instant hour = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(9));

    private final AlertRules rules = DATABASE.bean(AlertRules.class);
    private final AlertWatch watch = DATABASE.bean(AlertWatch.class);
    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);
    private long seed;

    @BeforeEach
    void fill() {
        DATABASE.addMember(OSCAR);
        DATABASE.addMember(ADMIN);
        DATABASE.addMember(ADA);
    }

    private UsageRecordFixtures call(Instant at) {
        return aUsageRecord().withSeed(++seed).at(at);
    }

    private void post(UsageRecordFixtures... calls) {
        List<UsageRecord> records = new ArrayList<>();
        for (UsageRecordFixtures call : calls) {
            records.add(call.build());
        }
        ledger.post(records);
    }

    private UsageRecordFixtures costing(Instant at, double dollars) {
        return call(at).withTokens((long) (dollars * TOKENS_PER_DOLLAR), 0);
    }

    private static AlertRuleTerms amount(String name, AlertMeasure measure, String amount, AlertWindow window) {
        return terms(name, AlertRuleKind.AMOUNT, null, measure, amount, null, window, null);
    }

    private static AlertRuleTerms terms(
            String name,
            AlertRuleKind kind,
            @Nullable BudgetDimension forEach,
            @Nullable AlertMeasure measure,
            @Nullable String amount,
            @Nullable Integer minimumCalls,
            @Nullable AlertWindow window,
            @Nullable Integer silentHours) {
        return new AlertRuleTerms(
                name,
                kind,
                AlertState.WARNING,
                BudgetSelector.EVERYTHING,
                forEach,
                measure,
                amount == null ? null : new BigDecimal(amount),
                minimumCalls,
                window,
                silentHours,
                null,
                true);
    }

    private static AlertRuleTerms of(BudgetSelector selector, AlertRuleTerms terms) {
        return new AlertRuleTerms(
                terms.name(),
                terms.kind(),
                terms.severity(),
                selector,
                terms.forEach(),
                terms.measure(),
                terms.amount(),
                terms.minimumCalls(),
                terms.window(),
                terms.silentHours(),
                terms.withinDays(),
                terms.enabled());
    }

    /** In force since long ago, for the calls are of yesterday. */
    private AlertRuleId set(AlertRuleTerms terms) {
        AlertRuleId id = DATABASE.inTransaction(() -> rules.set(OSCAR, null, terms));
        backdate();
        return id;
    }

    private static void backdate() {
        DATABASE.asOwner()
                .sql("UPDATE alert_rules SET in_force_from = now() - interval '60 days'")
                .update();
    }

    private static void tellBy(String address) {
        AlertChannels channels = DATABASE.bean(AlertChannels.class);
        AlertChannel all = new AlertChannel(
                new AlertChannelId(UUID.randomUUID()),
                "all",
                ChannelType.EMAIL,
                address,
                true,
                AlertState.OK,
                Set.of(),
                null);
        DATABASE.inTransaction(() -> {
            channels.save(OSCAR, all, null, Instant.now());
            return true;
        });
    }

    private long look(Instant at) {
        return watch.evaluate(ACME, at);
    }

    private static List<NotedAlert> alerts(Viewer viewer) {
        AlertHistory history = DATABASE.bean(AlertHistory.class);
        return DATABASE.inTransaction(() -> history.find(viewer, AlertFilter.newest(100)));
    }

    private static NotedAlert only() {
        assertThat(alerts(OSCAR)).hasSize(1);
        return alerts(OSCAR).getFirst();
    }

    private AlertRuleStanding standing(Instant at) {
        List<AlertRuleStanding> all = DATABASE.inTransaction(() -> rules.standings(ADMIN, at));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Instant after(Instant instant, int minutes) {
        return instant.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void anAmountIsCrossedOnceInEachHour() {
        AlertRuleId id = set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        assertThat(watch.organizations()).containsExactly(ACME);
        assertThat(standing(after(hour, 5)).state()).isEqualTo(AlertState.NO_DATA);

        post(costing(after(hour, 1), 0.5), costing(after(hour, 2), 0.5));
        assertThat(look(after(hour, 5))).isZero();
        assertThat(standing(after(hour, 5)).state()).isEqualTo(AlertState.OK);

        post(costing(after(hour, 6), 0.25));
        assertThat(look(after(hour, 7))).isOne();
        assertThat(look(after(hour, 8))).isZero();
        post(costing(after(hour, 9), 3));
        assertThat(look(after(hour, 10))).isZero();

        NotedAlert noted = only();
        assertThat(noted.event().kind()).isEqualTo(new AlertKind("amount"));
        assertThat(noted.event().state()).isEqualTo(AlertState.WARNING);
        assertThat(noted.event().windowStart()).isEqualTo(hour);
        assertThat(noted.event().windowEnd()).isEqualTo(after(hour, 60));
        assertThat(noted.event().subject()).containsEntry("rule", id.toString()).containsEntry("name", "Spending");
        assertThat(new BigDecimal(noted.event().figures().get("value"))).isEqualByComparingTo("1.25");
        assertThat(noted.quiet()).isFalse();
        assertThat(standing(after(hour, 10)).state()).isEqualTo(AlertState.WARNING);

        post(costing(after(hour, 61), 2));
        assertThat(look(after(hour, 62))).isOne();
        assertThat(standing(after(hour, 200)).state()).isEqualTo(AlertState.NO_DATA);
    }

    @Test
    void daysAreTheOrganizations() {
        DATABASE.asOwner()
                .sql("UPDATE organizations SET time_zone = 'Asia/Kathmandu' WHERE id = 'acme'")
                .update();
        set(amount("Calls", AlertMeasure.REQUESTS, "2", AlertWindow.DAY));
        // Midnight is at 18:15 there, by Greenwich's clocks.
        Instant midnight = hour.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofMinutes(345));
        post(call(midnight.minusSeconds(1)), call(midnight), call(after(midnight, 600)));
        assertThat(look(after(midnight, 700))).isZero();
        post(call(after(midnight, 701)));
        assertThat(look(after(midnight, 702))).isOne();
        assertThat(only().event().windowStart()).isEqualTo(midnight);
    }

    @Test
    void eachIsWatchedOnItsOwnAndSeesWhatConcernsThem() {
        set(terms(
                "Each",
                AlertRuleKind.AMOUNT,
                BudgetDimension.USER,
                AlertMeasure.COST,
                "1",
                null,
                AlertWindow.HOUR,
                null));
        post(
                costing(after(hour, 1), 0.75).by(ADA.userId()),
                costing(after(hour, 1), 0.75).by(OSCAR.userId()));
        assertThat(look(after(hour, 2))).isZero();
        post(costing(after(hour, 3), 0.75).by(ADA.userId()));
        assertThat(look(after(hour, 4))).isOne();
        assertThat(only().event().user()).isEqualTo(ADA.userId());
        assertThat(alerts(ADA)).hasSize(1);
        assertThat(standing(after(hour, 5)).subject()).isEqualTo("ada");
        assertThat(standing(after(hour, 5)).subjects()).isOne();
    }

    @Test
    void onlyWhatIsSelectedCounts() {
        set(of(
                new BudgetSelector(null, KEY, null, null, null, new ModelPattern("gpt-4.1*"), null),
                amount("A key", AlertMeasure.REQUESTS, "1", AlertWindow.HOUR)));
        post(
                call(after(hour, 1)),
                call(after(hour, 2)),
                call(after(hour, 3)).madeWith(KEY, Tags.NONE).withModel("gpt-5"),
                call(after(hour, 4)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 5))).isZero();
        post(call(after(hour, 6)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 7))).isOne();
    }

    @Test
    void aLateRecordThatCrossesIsToldOnceAndInAClosedWindowToNobody() {
        tellBy("ops@acme.example");
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        post(costing(after(hour, 1), 0.75));
        assertThat(look(after(hour, 59))).isZero();
        assertThat(look(after(hour, 60 * 4))).isZero();

        post(costing(after(hour, 30), 0.75));
        assertThat(look(after(hour, 60 * 4 + 1))).isOne();
        post(costing(after(hour, 40), 5));
        assertThat(look(after(hour, 60 * 4 + 2))).isZero();

        assertThat(only().quiet()).isTrue();
        assertThat(only().event().windowStart()).isEqualTo(hour);
        assertThat(DATABASE.bean(AlertQueue.class).spread(Instant.now(), 100)).isZero();
    }

    /** Instances look one after the other, and not by the same clock. */
    @Test
    void whoeverLooksByAClockThatIsBehindOpensNoWindowAnew() {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        assertThat(look(after(hour, 60 * 4))).isZero();
        assertThat(look(after(hour, 50))).isZero();

        post(costing(after(hour, 30), 3));
        assertThat(look(after(hour, 60 * 4 + 1))).isOne();

        assertThat(only().quiet()).isTrue();
    }

    @Test
    void aRecordOfTheLastMinuteIsNotTooLate() {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        assertThat(look(after(hour, 59))).isZero();
        post(costing(after(hour, 59), 3));
        assertThat(look(after(hour, 61))).isOne();
        assertThat(only().quiet()).isFalse();
    }

    /** As after an hour in which nobody was there to look: no record is late, but its window is over. */
    @Test
    void whatNobodyLookedAtMeanwhileIsToldAfterwards() {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        assertThat(look(after(hour, 1))).isZero();
        post(costing(after(hour, 2), 3));
        DATABASE.asOwner().sql("DELETE FROM alert_late_times").update();
        assertThat(look(after(hour, 60 * 5))).isOne();
        assertThat(only().quiet()).isFalse();
    }

    @Test
    void manyThatLookAtTheSameTimeMakeOneAlert() throws Exception {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        set(amount("Calls", AlertMeasure.REQUESTS, "1", AlertWindow.HOUR));
        post(costing(after(hour, 1), 2), costing(after(hour, 2), 2));
        int instances = 8;
        try (ExecutorService executor = Executors.newFixedThreadPool(instances)) {
            List<Callable<Long>> looks = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                looks.add(() -> look(after(hour, 3)) + look(after(hour, 3)));
            }
            long raised = 0;
            for (Future<Long> look : executor.invokeAll(looks)) {
                raised += look.get();
            }
            assertThat(raised).isEqualTo(2);
        }
        assertThat(alerts(OSCAR)).hasSize(2);
    }

    /** Whoever looks dies before it commits: the decision is gone with what it was made from. */
    @Test
    void whatDiesWhileItLooksLosesNothing() throws Exception {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        assertThat(look(after(hour, 60 * 5))).isZero();
        post(costing(after(hour, 1), 2));
        Connection connection = DATABASE.metering().getConnection();
        try {
            connection.setAutoCommit(false);
            int backend;
            try (Statement statement = connection.createStatement();
                    var id = statement.executeQuery("SELECT pg_backend_pid()")) {
                id.next();
                backend = id.getInt(1);
            }
            try (PreparedStatement look =
                    connection.prepareStatement("SELECT public.evaluate_alert_rules('acme', ?)")) {
                look.setObject(1, after(hour, 60 * 5 + 1).atOffset(ZoneOffset.UTC));
                try (var raised = look.executeQuery()) {
                    raised.next();
                    assertThat(raised.getLong(1)).isOne();
                }
            }
            assertThat(CompletableFuture.supplyAsync(() -> look(after(hour, 60 * 5 + 1)))
                            .get(20, TimeUnit.SECONDS))
                    .as("another leaves it alone meanwhile, and waits for nobody")
                    .isZero();
            JdbcClient.create(DATABASE.metering())
                    .sql("SELECT pg_terminate_backend(?, 10000)")
                    .param(backend)
                    .query(Boolean.class)
                    .single();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
        assertThat(alerts(OSCAR)).isEmpty();
        assertThat(look(after(hour, 60 * 5 + 2))).isOne();
        assertThat(alerts(OSCAR)).hasSize(1);
    }

    private void postUsualWeeks(int weeks) {
        for (int week = 1; week <= weeks; week++) {
            Instant then = hour.minus(WEEK.multipliedBy(week));
            // As on any Monday: a little more, a little less.
            post(
                    costing(after(then, 5), 1 + 0.05 * (week % 3)).by(ADA.userId()),
                    costing(after(then, 20), 1).by(OSCAR.userId()).withEndpoint("rank_candidates"));
        }
    }

    private static AlertRuleTerms unusual(AlertMeasure measure, String atLeast) {
        return terms("Unusual", AlertRuleKind.UNUSUAL, null, measure, atLeast, null, AlertWindow.HOUR, null);
    }

    @Test
    void moreThanUsualIsToldWithWhoMadeIt() {
        postUsualWeeks(8);
        set(unusual(AlertMeasure.COST, "0.5"));
        post(
                costing(after(hour, 1), 1.2).by(ADA.userId()),
                costing(after(hour, 2), 1.1).by(OSCAR.userId()).withEndpoint("rank_candidates"));
        assertThat(look(after(hour, 3))).isZero();
        assertThat(standing(after(hour, 3)).state()).isEqualTo(AlertState.OK);

        post(costing(after(hour, 4), 4)
                .by(OSCAR.userId())
                .madeWith(KEY, Tags.NONE)
                .withEndpoint("score_resume"));
        assertThat(look(after(hour, 5))).isOne();
        assertThat(only().event().figures())
                .containsEntry("most_by", "key")
                .containsEntry("most_by_value", KEY.toString());
        // Of the key nothing is usual: all that it made is more.
        assertThat(new BigDecimal(only().event().figures().get("most_by_excess")))
                .isEqualByComparingTo("4");
        assertThat(new BigDecimal(only().event().figures().get("usual")))
                .isBetween(new BigDecimal("2"), new BigDecimal("2.1"));
        assertThat(look(after(hour, 6))).isZero();
    }

    @Test
    void littleIsNeverUnusualAndAShortPastSaysNothing() {
        postUsualWeeks(3);
        set(unusual(AlertMeasure.COST, "1"));
        post(costing(after(hour, 4), 40));
        assertThat(look(after(hour, 5))).isZero();
        assertThat(standing(after(hour, 5)).state()).isEqualTo(AlertState.NO_DATA);

        post(
                costing(after(hour.minus(WEEK.multipliedBy(5)), 4), 2),
                costing(after(hour.minus(WEEK.multipliedBy(4)), 4), 2));
        DATABASE.inTransaction(() -> rules.set(OSCAR, standing(hour).rule().id(), unusual(AlertMeasure.COST, "100")));
        backdate();
        assertThat(look(after(hour, 6))).isZero();
        assertThat(standing(after(hour, 6)).state()).isEqualTo(AlertState.OK);
        DATABASE.inTransaction(() -> rules.set(OSCAR, standing(hour).rule().id(), unusual(AlertMeasure.COST, "1")));
        backdate();
        assertThat(look(after(hour, 7))).isOne();
    }

    /** A key that is suddenly busy at an hour at which it never was. */
    @Test
    void callsAtAnHourThatHasNoneAreUnusual() {
        for (int week = 1; week <= 8; week++) {
            post(call(hour.minus(WEEK.multipliedBy(week)).minus(Duration.ofHours(4)))
                    .madeWith(KEY, Tags.NONE));
        }
        set(terms(
                "Busy",
                AlertRuleKind.UNUSUAL,
                BudgetDimension.KEY,
                AlertMeasure.REQUESTS,
                "3",
                null,
                AlertWindow.HOUR,
                null));
        post(call(after(hour, 1)).madeWith(KEY, Tags.NONE), call(after(hour, 2)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 3))).isZero();
        post(call(after(hour, 4)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 5))).isOne();
        assertThat(only().event().subject()).containsEntry("value", KEY.toString());
    }

    /** Whether or not whose calls they are is asked for, which reads other sums. */
    @ParameterizedTest
    @CsvSource({"USER, ada", "ENDPOINT, rank_candidates"})
    void whatIsUsualIsEachOnesOwn(BudgetDimension forEach, String unusual) {
        for (int week = 1; week <= 8; week++) {
            Instant then = hour.minus(WEEK.multipliedBy(week));
            post(
                    costing(after(then, 5), 1).by(ADA.userId()).withEndpoint("rank_candidates"),
                    costing(after(then, 20), 9).by(OSCAR.userId()).withEndpoint("score_resume"));
        }
        set(terms("Each", AlertRuleKind.UNUSUAL, forEach, AlertMeasure.COST, "1", null, AlertWindow.HOUR, null));

        post(
                costing(after(hour, 1), 9).by(ADA.userId()).withEndpoint("rank_candidates"),
                costing(after(hour, 2), 9).by(OSCAR.userId()).withEndpoint("score_resume"));

        assertThat(look(after(hour, 3))).isOne();
        assertThat(only().event().subject()).containsEntry("value", unusual);
        assertThat(new BigDecimal(only().event().figures().get("usual"))).isEqualByComparingTo("1");
    }

    @Test
    void aShareOfFailuresNeedsItsCalls() {
        set(terms("Failing", AlertRuleKind.ERRORS, null, null, "20", 10, AlertWindow.HOUR, null));
        Outcome.Failure failure = Outcome.Failure.of(Outcome.Failure.Kind.TIMEOUT);
        for (int i = 0; i < 6; i++) {
            post(call(after(hour, i)), call(after(hour, i)).withSeed(100 + i));
        }
        post(call(after(hour, 7)).failing(failure), call(after(hour, 7)).failing(failure));
        assertThat(look(after(hour, 8))).isZero();
        assertThat(standing(after(hour, 8)).figures())
                .containsEntry("calls", "14")
                .containsEntry("failures", "2");
        post(call(after(hour, 9)).failing(failure));
        assertThat(look(after(hour, 10))).isZero();
        post(call(after(hour, 11)).failing(failure));
        assertThat(look(after(hour, 12))).isOne();
        assertThat(only().event().figures()).containsEntry("percent", "25.00");

        // Nine calls that all fail are too few.
        for (int i = 0; i < 9; i++) {
            post(call(after(hour, 60 + i)).failing(failure));
        }
        assertThat(look(after(hour, 75))).isZero();
        assertThat(standing(after(hour, 75)).state()).isEqualTo(AlertState.NO_DATA);
    }

    @Test
    void slowResponsesAreToldByTheirNinetyFifthPercentile() {
        set(terms("Slow", AlertRuleKind.SLOW, null, null, "2000", 20, AlertWindow.HOUR, null));
        for (int i = 0; i < 19; i++) {
            post(call(after(hour, i)));
        }
        post(call(after(hour, 30)).taking(Duration.ofSeconds(9)));
        assertThat(look(after(hour, 31))).isZero();
        assertThat(standing(after(hour, 31)).state()).isEqualTo(AlertState.OK);
        post(call(after(hour, 32)).taking(Duration.ofSeconds(9)));
        assertThat(look(after(hour, 33))).isOne();
        assertThat(new BigDecimal(only().event().figures().get("p95_ms")))
                .isBetween(new BigDecimal("8800"), new BigDecimal("9200"));
    }

    @Test
    void aModelWithoutAPriceIsToldOnceADay() {
        set(terms("No price", AlertRuleKind.UNPRICED, null, null, null, null, AlertWindow.DAY, null));
        post(call(after(hour, 1)));
        assertThat(look(after(hour, 2))).isZero();
        post(call(after(hour, 3)).withModel("gpt-new").unpriced());
        assertThat(look(after(hour, 4))).isOne();
        post(call(after(hour, 5)).withModel("gpt-new").unpriced());
        assertThat(look(after(hour, 6))).isZero();
        assertThat(only().event().subject()).containsEntry("value", "gpt-new").containsEntry("for_each", "MODEL");
        post(call(after(hour, 7)).withModel("gpt-newer").unpriced());
        assertThat(look(after(hour, 8))).isOne();
    }

    @Test
    void aKeyThatIsSilentThoughItNeverIsIsToldOnce() {
        BudgetSelector key = new BudgetSelector(null, KEY, null, null, null, null, null);
        set(of(key, terms("Silent", AlertRuleKind.SILENT, null, null, null, null, null, 2)));
        for (int week = 1; week <= 8; week++) {
            Instant then = hour.minus(WEEK.multipliedBy(week));
            for (int minutes = -300; minutes < 900; minutes += 50) {
                post(call(after(then, minutes)).madeWith(KEY, Tags.NONE));
            }
        }
        post(call(hour).madeWith(KEY, Tags.NONE), call(after(hour, 110)));
        assertThat(look(after(hour, 100))).isZero();
        assertThat(standing(after(hour, 100)).state()).isEqualTo(AlertState.OK);
        assertThat(look(after(hour, 140))).isOne();
        assertThat(standing(after(hour, 140)).state()).isEqualTo(AlertState.WARNING);
        assertThat(look(after(hour, 200))).isZero();
        // A late call, since which it has been silent as well: the same silence.
        post(call(after(hour, 16)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 210))).isZero();
        post(call(after(hour, 220)).madeWith(KEY, Tags.NONE));
        assertThat(look(after(hour, 221))).isZero();
        assertThat(look(after(hour, 220 + 140))).isOne();
    }

    @Test
    void aSilenceThatIsUsualIsNone() {
        set(terms("Silent", AlertRuleKind.SILENT, null, null, null, null, null, 2));
        for (int week = 1; week <= 5; week++) {
            post(call(after(hour.minus(WEEK.multipliedBy(week)), 60)));
        }
        assertThat(look(after(hour, 120))).isZero();
        assertThat(standing(after(hour, 120)).state()).isEqualTo(AlertState.NO_DATA);
    }

    @Test
    void aRuleThatIsOffOrEndedIsNotLookedAtAndAChangedOneAnew() {
        AlertRuleTerms spending = amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR);
        AlertRuleId id = set(spending);
        post(costing(after(hour, 1), 2));
        assertThat(look(after(hour, 2))).isOne();
        DATABASE.inTransaction(
                () -> rules.set(OSCAR, id, amount("Spending", AlertMeasure.COST, "1.5", AlertWindow.HOUR)));
        backdate();
        assertThat(look(after(hour, 3))).isOne();
        DATABASE.inTransaction(() -> rules.set(
                OSCAR,
                id,
                new AlertRuleTerms(
                        "Off",
                        AlertRuleKind.AMOUNT,
                        AlertState.OVER,
                        BudgetSelector.EVERYTHING,
                        null,
                        AlertMeasure.COST,
                        BigDecimal.ONE,
                        null,
                        AlertWindow.HOUR,
                        null,
                        null,
                        false)));
        backdate();
        assertThat(look(after(hour, 4))).isZero();
        assertThat(watch.organizations()).isEmpty();
        assertThat(standing(after(hour, 4)).rule().version()).isEqualTo(3);
        DATABASE.inTransaction(() -> {
            rules.end(OSCAR, id);
            return true;
        });
        assertThat(DATABASE.<List<AlertRuleStanding>>inTransaction(() -> rules.standings(OSCAR, hour)))
                .isEmpty();
        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT string_agg(action, ' ' ORDER BY number) FROM audit_entries WHERE action LIKE 'alert_rule.%'")
                        .query(String.class)
                        .single())
                .isEqualTo("alert_rule.created alert_rule.changed alert_rule.changed alert_rule.ended");
    }

    @Test
    void whatWasBeforeARuleIsNotHeldAgainstAnybody() {
        DATABASE.inTransaction(
                () -> rules.set(OSCAR, null, amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR)));
        post(costing(after(hour, 1), 2));
        assertThat(look(Instant.now())).isZero();
        assertThat(alerts(OSCAR)).isEmpty();
    }

    @Test
    void aTrialTellsWhenItWouldHaveBeenCrossed() {
        post(costing(after(hour, 1), 2), costing(after(hour, 200), 3), costing(after(hour, 400), 0.5));
        List<RuleCrossing> crossings = DATABASE.inTransaction(() -> rules.tryOut(
                ADMIN,
                amount("–", AlertMeasure.COST, "1", AlertWindow.HOUR),
                hour.minus(Duration.ofDays(1)),
                after(hour, 500),
                10));
        assertThat(crossings).extracting(RuleCrossing::window).containsExactly(after(hour, 180), hour);
        assertThat(DATABASE.<List<RuleCrossing>>inTransaction(() -> rules.tryOut(
                        ADMIN,
                        amount("–", AlertMeasure.COST, "1", AlertWindow.DAY),
                        hour.minus(Duration.ofDays(3)),
                        after(hour, 500),
                        10)))
                .hasSize(1);
    }

    @Test
    void ownersSetRulesAdminsSeeThemAndMembersDoNot() {
        AlertRuleTerms spending = amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR);
        set(spending);
        assertThatExceptionOfType(AlertRefusedException.class)
                .isThrownBy(() -> DATABASE.inTransaction(() -> rules.set(ADMIN, null, spending)))
                .withMessage("Only owners say where alerts are told. Ask an owner.");
        assertThatExceptionOfType(AlertRefusedException.class)
                .isThrownBy(() -> set(amount("SPENDING", AlertMeasure.COST, "1", AlertWindow.DAY)))
                .withMessage("Another rule is called SPENDING. Choose another name.");
        assertThat(standing(hour).rule().terms()).isEqualTo(spending);
        assertThat(DATABASE.<List<AlertRuleStanding>>inTransaction(() -> rules.standings(ADA, hour)))
                .isEmpty();
    }

    @Test
    void oldAlertsGoWithWhatWasSentOfThem() {
        set(amount("Spending", AlertMeasure.COST, "1", AlertWindow.HOUR));
        post(costing(after(hour, 1), 2));
        assertThat(look(after(hour, 2))).isOne();
        DATABASE.bean(AlertQueue.class).spread(Instant.now(), 100);
        DATABASE.asOwner().sql("""
                        INSERT INTO alert_channels (organization_id, id, name, kind, address, enabled, minimum_state, changed_at)
                        VALUES ('acme', md5('channel')::uuid, 'Mail', 'email', 'ops@acme.example', true, 'ok', now())""").update();
        DATABASE.asOwner().sql("""
                        INSERT INTO alert_deliveries (organization_id, event_id, channel_id, round, created_at, next_attempt_at)
                        SELECT organization_id, id, md5('channel')::uuid, 1, now(), now() FROM alert_events""").update();
        DATABASE.asOwner()
                .sql("INSERT INTO alert_reads SELECT organization_id, 'oscar', id FROM alert_events")
                .update();

        assertThat(watch.purge(Instant.now().minus(Duration.ofDays(1)), 10)).isZero();
        assertThat(alerts(OSCAR)).hasSize(1);
        assertThat(watch.purge(Instant.now().plus(Duration.ofDays(1)), 10)).isOne();
        assertThat(alerts(OSCAR)).isEmpty();
    }

    private static AlertRuleTerms outlook(AlertRuleKind kind, @Nullable Integer withinDays) {
        return new AlertRuleTerms(
                "Outlook",
                kind,
                AlertState.WARNING,
                BudgetSelector.EVERYTHING,
                null,
                null,
                null,
                null,
                null,
                null,
                withinDays,
                true);
    }

    @Test
    void aModelInUseThatEndsIsToldOnce() {
        AlertRuleId id = set(outlook(AlertRuleKind.ENDING, 30));
        post(
                call(hour),
                call(after(hour, 1)),
                call(hour.minus(Duration.ofDays(40))).withModel("gpt-old"));
        Instant now = after(hour, 30);
        assertThat(watch.watchedModels(now)).singleElement().satisfies(watched -> {
            assertThat(watched.rule()).isEqualTo(id);
            assertThat(watched.model().value()).isEqualTo("gpt-4.1-nano");
            assertThat(watched.withinDays()).isEqualTo(30);
        });
        assertThat(look(now)).isZero();
        LocalDate ends = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(20);
        assertThat(watch.raiseOutlook(ACME, id, "gpt-4.1-nano", ends, Map.of("ends_on", ends.toString()), now))
                .isTrue();
        assertThat(watch.raiseOutlook(ACME, id, "gpt-4.1-nano", ends, Map.of("ends_on", ends.toString()), now))
                .isFalse();
        assertThat(only().event().subject())
                .containsEntry("value", "gpt-4.1-nano")
                .containsEntry("for_each", "MODEL");
        assertThat(standing(now).state()).isEqualTo(AlertState.WARNING);
        assertThat(standing(now.plus(Duration.ofDays(21))).state()).isEqualTo(AlertState.OK);
        DATABASE.inTransaction(() -> {
            rules.end(OSCAR, id);
            return true;
        });
        assertThat(watch.raiseOutlook(ACME, id, "gpt-5", ends, Map.of(), now)).isFalse();
        assertThat(watch.watchedModels(now)).isEmpty();
    }

    @Test
    void aRuleOfWhatIsToComeKnowsNothingBeforeItIsLookedAt() {
        set(outlook(AlertRuleKind.ENDING, 30));
        Instant made = standing(hour).rule().inForceFrom();

        assertThat(standing(made.plus(Duration.ofMinutes(59))).state()).isEqualTo(AlertState.NO_DATA);
        assertThat(standing(made.plus(Duration.ofMinutes(61))).state()).isEqualTo(AlertState.OK);
    }

    @Test
    void aBudgetsDaysAreToldToWhoeverForecasts() {
        DATABASE.inTransaction(
                () -> DATABASE.bean(Budgets.class).set(OSCAR, null, BudgetFixtures.monthly("All", "50")));
        DATABASE.inTransaction(() -> DATABASE.bean(Budgets.class)
                .set(
                        OSCAR,
                        null,
                        BudgetFixtures.terms(
                                "Each user's",
                                BudgetSelector.EVERYTHING,
                                BudgetDimension.USER,
                                BudgetMeasure.COST,
                                "5",
                                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.MONTH))));
        assertThat(watch.watchedBudgets(hour, 10)).isEmpty();
        set(outlook(AlertRuleKind.FORECAST, null));
        post(costing(hour, 2), costing(after(hour, 10), 1), costing(hour.minus(Duration.ofDays(3)), 4));

        assertThat(watch.watchedBudgets(hour, 0)).isEmpty();
        WatchedBudget watched = watch.watchedBudgets(hour, 10).getFirst();
        LocalDate today = LocalDate.ofInstant(hour, ZoneOffset.UTC);
        assertThat(watch.watchedBudgets(hour, 10)).hasSize(1);
        assertThat(watched.name()).isEqualTo("All");
        assertThat(watched.today()).isEqualTo(today);
        assertThat(watched.firstDay()).isEqualTo(today.withDayOfMonth(1));
        assertThat(watched.lastDay()).isEqualTo(today.withDayOfMonth(today.lengthOfMonth()));
        SortedMap<LocalDate, BigDecimal> days = watch.days(watched, today.minusDays(10));
        assertThat(days.keySet()).containsExactly(today.minusDays(3), today);
        assertThat(days.get(today)).isEqualByComparingTo("3");
        assertThat(watch.days(watched, today)).hasSize(1);
    }
}
