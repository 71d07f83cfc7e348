package io.tokentally.adapter.persistence.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetDirectory;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.AccessRefusedException;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusedException;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetWindow.Calendar;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.LargestCalls;
import io.tokentally.domain.budget.TriedWindow;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.report.Tag;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Owners set budgets, everybody sees those that bind them, and what happens to them is kept. */
class JdbcBudgetsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UserId ADA = new UserId("ada@acme");
    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Viewer ADMIN = ViewerFixtures.viewer(new UserId("admin@acme"), ACME, Role.ADMIN);
    private static final Viewer MEMBER = ViewerFixtures.viewer(ADA, ACME, Role.MEMBER);
    private static final Viewer OTHER =
            ViewerFixtures.viewer(new UserId("owner@globex"), new OrganizationId("globex"), Role.OWNER);

    private final Budgets budgets = DATABASE.bean(Budgets.class);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @BeforeEach
    void open() {
        List.of(OWNER, ADMIN, MEMBER, OTHER).forEach(DATABASE::addMember);
    }

    private static <T> T in(Supplier<T> work) {
        return DATABASE.inTransaction(work);
    }

    private BudgetId set(Viewer viewer, @Nullable BudgetId id, BudgetTerms terms) {
        return in(() -> budgets.set(viewer, id, terms));
    }

    private List<Budget> find(Viewer viewer) {
        return in(() -> budgets.find(viewer));
    }

    private static BudgetTerms hourly(
            String name, BudgetSelector selector, @Nullable BudgetDimension forEach, String amount) {
        return BudgetFixtures.terms(
                name,
                selector,
                forEach,
                BudgetMeasure.COST,
                amount,
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.HOUR));
    }

    private static BudgetSelector of(UserId user) {
        return new BudgetSelector(user, null, null, null, null, null, null);
    }

    /** Costs 0.002 dollars. */
    private void post(UserId user, int calls) {
        for (int i = 0; i < calls; i++) {
            DATABASE.bean(UsageLedger.class)
                    .post(List.of(aUsageRecord()
                            .by(user)
                            .at(now)
                            .withSeed(System.nanoTime())
                            .build()));
        }
    }

    @Test
    void whatIsSetIsReadAsItWasSaid() {
        BudgetTerms monthly = BudgetFixtures.monthly("All of it", "1234.5");
        BudgetId id = set(OWNER, null, monthly);
        BudgetTerms rolling = BudgetFixtures.terms(
                "rolling",
                of(ADA),
                BudgetDimension.KEY,
                BudgetMeasure.TOKENS,
                "7",
                new BudgetWindow.Rolling(Duration.ofHours(5)));
        set(OWNER, null, rolling);
        Instant quarter = now.truncatedTo(ChronoUnit.HOURS);
        BudgetTerms once = BudgetFixtures.terms(
                "once",
                BudgetSelector.EVERYTHING,
                null,
                BudgetMeasure.REQUESTS,
                "0",
                new BudgetWindow.Once(quarter, quarter.plus(Duration.ofDays(3))));
        set(OWNER, null, once);

        assertThat(find(OWNER)).extracting(Budget::terms).containsExactly(monthly, once, rolling);
        set(OWNER, id, BudgetFixtures.of(monthly, "99"));
        assertThat(find(ADMIN).getFirst()).satisfies(budget -> {
            assertThat(budget.version()).isEqualTo(2);
            assertThat(budget.terms()).isEqualTo(BudgetFixtures.of(monthly, "99"));
            assertThat(budget.changedBy()).isEqualTo(OWNER.userId());
        });
        assertThat(in(() -> budgets.versions(OWNER, id)))
                .extracting(version -> version.terms().amount().toPlainString())
                .containsExactly("99", "1234.5");
        in(() -> {
            budgets.end(OWNER, id);
            return true;
        });
        assertThat(find(OWNER)).hasSize(2);
        assertThat(in(() -> budgets.find(OWNER, id)).orElseThrow().endedAt()).isNotNull();
        assertThat(DATABASE.asOwner()
                        .sql(
                                "SELECT action FROM audit_entries WHERE action LIKE 'budget%' AND subject = ? ORDER BY number")
                        .param(id.toString())
                        .query(String.class)
                        .list())
                .containsExactly("budget.created", "budget.changed", "budget.ended");
    }

    @Test
    void whatItLimitsAnswersToIsKeptAndKnownToWhoeverAdmits() {
        BudgetTerms monthly = BudgetFixtures.monthly("All", "1");
        BudgetTerms limiting = BudgetFixtures.with(
                monthly, BudgetAction.BLOCK, monthly.blocking().limitingOutput(4_096L));
        BudgetId id = set(OWNER, null, limiting);
        assertThat(find(OWNER)).extracting(Budget::terms).containsExactly(limiting);
        set(OWNER, id, monthly);
        assertThat(find(OWNER)).extracting(Budget::terms).containsExactly(monthly);
        set(OWNER, id, limiting);

        assertThat(in(() -> budgets.versions(OWNER, id)))
                .extracting(version -> version.terms().blocking().outputTokens())
                .containsExactly(4_096L, null, 4_096L);
        DATABASE.bean(CachedBudgetDirectory.class).refresh();
        BudgetedCall call = new BudgetedCall(
                ACME,
                ADA,
                null,
                new Endpoint("any"),
                new Operation("chat.completions"),
                new Provider("openai"),
                new ModelName("gpt-5"),
                new Tags(Map.of()));
        assertThat(blocking().outputLimit(call, now)).isEqualTo(4_096);
    }

    @Test
    void theLargestCallsOfEachModelAreThoseThatTheBudgetIsFor() {
        UserId bob = new UserId("bob@acme");
        post(ADA, "gpt-5", 100, 7, now);
        post(ADA, "gpt-5", 90, 3_000, now);
        for (int i = 0; i < 48; i++) {
            post(ADA, "gpt-5", 10, 5, now);
        }
        post(ADA, "gpt-4.1", 40, 4, now);
        post(bob, "gpt-5", 9_000, 9_000, now);
        post(ADA, "gpt-5", 8_000, 8_000, now.minus(Duration.ofDays(31)));
        BudgetTerms ofAda = hourly("ada", of(ADA), null, "1");

        assertThat(in(() -> budgets.largestCalls(OWNER, ofAda, 30)))
                .containsExactly(
                        new LargestCalls(Provider.OPENAI, new ModelName("gpt-4.1"), 40, 4, 40, 4),
                        new LargestCalls(Provider.OPENAI, new ModelName("gpt-5"), 100, 3_000, 10, 5));
        assertThat(in(() -> budgets.largestCalls(OTHER, ofAda, 30))).isEmpty();
    }

    private static void post(UserId user, String model, long input, long output, Instant at) {
        DATABASE.bean(UsageLedger.class)
                .post(List.of(aUsageRecord()
                        .by(user)
                        .at(at)
                        .withModel(model)
                        .withTokens(input, output)
                        .withSeed(System.nanoTime())
                        .build()));
    }

    @Test
    void eachValueOfATagThatIsDeclaredMayHaveTheAmount() {
        BudgetTerms each =
                hourly("each team", BudgetSelector.EVERYTHING, null, "1").forEachValueOf("team");
        assertThatExceptionOfType(BudgetRefusedException.class)
                .isThrownBy(() -> set(OWNER, null, each))
                .withMessageContaining("team");
        in(() -> {
            DATABASE.bean(TagDimensions.class).declare(OWNER, Set.of(new Tag("team")));
            return true;
        });
        BudgetId id = set(OWNER, null, each);
        assertThat(find(OWNER)).extracting(Budget::terms).containsExactly(each);
        post(ADA, 1);
        for (String team : List.of("search", "search", "ads")) {
            DATABASE.bean(UsageLedger.class)
                    .post(List.of(aUsageRecord()
                            .by(ADA)
                            .at(now)
                            .tagged(new Tags(Map.of("team", team)))
                            .withSeed(System.nanoTime())
                            .build()));
        }

        assertThat(in(() -> budgets.uses(OWNER)))
                .extracting(use -> use.subject().value(), use -> use.spent().toPlainString())
                .containsExactlyInAnyOrder(tuple("", "0.002"), tuple("search", "0.004"), tuple("ads", "0.002"));
        set(OWNER, id, hourly("together", BudgetSelector.EVERYTHING, null, "1"));
        assertThat(in(() -> budgets.uses(OWNER)))
                .as("counted anew")
                .extracting(use -> use.subject().value(), use -> use.spent().toPlainString())
                .containsExactly(tuple("", "0.008"));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        BudgetId id = set(OWNER, null, BudgetFixtures.monthly("All", "1"));

        assertThatExceptionOfType(BudgetRefusedException.class)
                .isThrownBy(() -> set(OWNER, null, BudgetFixtures.monthly("ALL", "2")))
                .withMessageContaining("ALL");
        assertThatExceptionOfType(BudgetRefusedException.class)
                .isThrownBy(() -> set(
                        OWNER,
                        null,
                        hourly(
                                "tag",
                                new BudgetSelector(null, null, null, null, null, null, new SelectedTag("team", "x")),
                                null,
                                "1")))
                .withMessageContaining("team");
        assertThatExceptionOfType(BudgetRefusedException.class)
                .isThrownBy(() -> set(OTHER, id, BudgetFixtures.monthly("mine now", "2")));
        for (Viewer viewer : List.of(ADMIN, MEMBER)) {
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> set(viewer, null, BudgetFixtures.monthly("mine", "2")));
            assertThatExceptionOfType(AccessRefusedException.class)
                    .isThrownBy(() -> in(() -> {
                        budgets.end(viewer, id);
                        return true;
                    }));
        }
        assertThat(find(OWNER)).hasSize(1);
        assertThat(find(OTHER)).isEmpty();
    }

    @Test
    void membersSeeWhatBindsThem() {
        set(OWNER, null, BudgetFixtures.monthly("everybody", "1"));
        set(OWNER, null, hourly("each", BudgetSelector.EVERYTHING, BudgetDimension.USER, "1"));
        set(OWNER, null, hourly("ada", of(ADA), null, "1"));
        set(OWNER, null, hourly("bob", of(new UserId("bob@acme")), null, "1"));
        post(ADA, 1);
        post(new UserId("bob@acme"), 2);

        assertThat(find(MEMBER))
                .extracting(budget -> budget.terms().name())
                .containsExactly("ada", "each", "everybody");
        assertThat(in(() -> budgets.uses(MEMBER)))
                .extracting(use -> use.subject().value(), use -> use.spent().toPlainString())
                .containsExactlyInAnyOrder(tuple("", "0.006"), tuple("ada@acme", "0.002"), tuple("", "0.002"));
        assertThat(in(() -> budgets.uses(OWNER))).hasSize(5);
        assertThat(in(() -> budgets.uses(OTHER))).isEmpty();
    }

    /** As sums: members learn how much is set aside of what binds them, and nothing of the calls and the work that it is for. */
    @Test
    void membersSeeWhatIsOnHoldOfWhatBindsThem() {
        hold(BudgetFixtures.monthly("everybody", "1"), "", "0.2", null);
        hold(hourly("each", BudgetSelector.EVERYTHING, BudgetDimension.USER, "1"), "ada@acme", "0.1", "work");
        hold(hourly("others", BudgetSelector.EVERYTHING, BudgetDimension.USER, "1"), "bob@acme", "0.5", "work");
        hold(hourly("keys", BudgetSelector.EVERYTHING, BudgetDimension.KEY, "1"), "bob's key", "0.5", null);
        hold(hourly("bob", of(new UserId("bob@acme")), null, "1"), "", "0.7", "work");
        hold(
                BudgetFixtures.terms(
                        "moving",
                        BudgetSelector.EVERYTHING,
                        null,
                        BudgetMeasure.COST,
                        "1",
                        new BudgetWindow.Rolling(Duration.ofHours(1))),
                "",
                "0.3",
                "work");

        assertThat(in(() -> budgets.uses(MEMBER)))
                .extracting(
                        use -> use.subject().value(),
                        use -> use.reserved().toPlainString(),
                        use -> use.unpriced().toPlainString())
                .containsExactlyInAnyOrder(
                        tuple("", "0.2", "0.2"), tuple("ada@acme", "0.1", "0"), tuple("", "0.3", "0"));
        assertThat(in(() -> budgets.uses(OWNER))).hasSize(6);
        assertThat(in(() -> budgets.uses(OTHER))).isEmpty();
    }

    private void hold(BudgetTerms terms, String subject, String amount, @Nullable String work) {
        BudgetId id = set(OWNER, null, terms);
        boolean moves = terms.window() instanceof BudgetWindow.Rolling;
        Instant bucket = moves
                ? Instant.EPOCH
                : terms.window().at(now, ReportingCalendar.PRESET).from();
        DATABASE.asOwner()
                .sql("""
                        INSERT INTO budget_holds VALUES (
                            'acme', :budget, :subject, :bucket::timestamptz, now(), :budget, :amount, :work,
                            CASE WHEN :work::text IS NOT NULL THEN now() + interval '1 day' END)""")
                .param("budget", id.value())
                .param("subject", subject)
                .param("bucket", bucket.toString())
                .param("amount", new BigDecimal(amount))
                .param("work", work, Types.VARCHAR)
                .update();
    }

    @Test
    void whatWasSpentBeforeCounts() {
        post(ADA, 3);

        BudgetId id = set(OWNER, null, hourly("late", BudgetSelector.EVERYTHING, null, "1"));

        assertThat(in(() -> budgets.uses(OWNER)))
                .extracting(BudgetUse::spent)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("0.006"));
        set(OWNER, id, hourly("late", of(new UserId("nobody")), null, "1"));
        assertThat(in(() -> budgets.uses(OWNER))).isEmpty();
    }

    /** Each threshold once in a window, in the transaction that crosses it, however the calls come. */
    @Test
    void aThresholdIsToldOnce() {
        set(OWNER, null, hourly("hour", BudgetSelector.EVERYTHING, null, "0.01"));

        post(ADA, 2);
        assertThat(events()).isEmpty();
        post(ADA, 1);
        assertThat(events()).containsExactly("warning 50%");
        post(ADA, 1);
        assertThat(events()).containsExactly("warning 50%", "warning 80%");
        post(ADA, 4);
        assertThat(events()).containsExactly("over 100%", "warning 50%", "warning 80%");
        assertThat(DATABASE.asOwner()
                        .sql("SELECT DISTINCT window_end - window_start = interval '1 hour' FROM alert_events")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
    }

    /** The highest that is passed: once set, once with another amount, and never because it has another name or holds otherwise. */
    @Test
    void whatIsPassedAlreadyIsToldWhereABudgetIsSetSo() {
        post(ADA, 3);
        BudgetId id = set(OWNER, null, hourly("hour", BudgetSelector.EVERYTHING, null, "0.01"));
        assertThat(events()).containsExactly("warning 50%");

        set(OWNER, id, hourly("an hour", BudgetSelector.EVERYTHING, null, "0.01"));
        assertThat(events()).containsExactly("warning 50%");

        set(OWNER, id, hourly("an hour", BudgetSelector.EVERYTHING, null, "0.005"));
        assertThat(events()).containsExactly("over 100%", "warning 50%");

        set(OWNER, id, hourly("an hour", of(new UserId("nobody")), null, "0.005"));
        set(OWNER, null, hourly("another", of(new UserId("nobody")), null, "0"));
        assertThat(events()).hasSize(2);
    }

    /** Nothing is left of it, so that the first that is spent passes it. */
    @Test
    void anAmountOfNothingIsPassedByTheFirstCall() {
        set(OWNER, null, hourly("none", BudgetSelector.EVERYTHING, null, "0"));
        assertThat(events()).isEmpty();

        post(ADA, 2);

        assertThat(events()).containsExactly("over 100%");
    }

    /** Where the next one begins: through changes of the clocks, at midnight as well, and at the ends of months and years. */
    @Test
    void aWindowEndsWhereTheNextOneBegins() {
        for (Calendar.Unit unit : Calendar.Unit.values()) {
            set(
                    OWNER,
                    null,
                    BudgetFixtures.terms(
                            unit.name(), BudgetSelector.EVERYTHING, null, BudgetMeasure.COST, "1", new Calendar(unit)));
        }
        for (String zone : List.of("Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe")) {
            ReportingCalendar calendar = new ReportingCalendar(ZoneId.of(zone), DayOfWeek.SUNDAY, true);
            for (Instant at = Instant.parse("2026-01-01T00:20:00Z");
                    at.isBefore(Instant.parse("2027-02-01T00:00:00Z"));
                    at = at.plus(Duration.ofMinutes(60 * 9 + 20))) {
                Instant when = at;
                List<@Nullable String> ends = DATABASE.asOwner()
                        .sql("""
                                SELECT name || ' ' || extract(epoch FROM budget_window_end(
                                    budget, budget_bucket(budget, :at::timestamptz, :zone, 7), :zone))::bigint
                                FROM budgets budget ORDER BY name""")
                        .param("at", when.toString())
                        .param("zone", zone)
                        .query(String.class)
                        .list();
                assertThat(ends)
                        .as("%s %s", zone, when)
                        .isEqualTo(Stream.of(Calendar.Unit.values())
                                .map(unit -> unit + " "
                                        + new Calendar(unit)
                                                .at(when, calendar)
                                                .until()
                                                .getEpochSecond())
                                .sorted()
                                .toList());
            }
        }
    }

    private static List<@Nullable String> events() {
        return DATABASE.asOwner()
                .sql(
                        "SELECT state || ' ' || (figures ->> 'threshold') FROM alert_events WHERE kind = 'budget' ORDER BY 1")
                .query(String.class)
                .list();
    }

    @Test
    void whatOnlyObservesTellsNobody() {
        BudgetTerms blocking = hourly("hour", BudgetSelector.EVERYTHING, null, "0.001");
        set(OWNER, null, BudgetFixtures.with(blocking, BudgetAction.OBSERVE, blocking.blocking()));

        post(ADA, 3);

        assertThat(events()).isEmpty();
    }

    @Test
    void aTrialSaysWhatWouldHaveBeenRefused() {
        post(ADA, 5);
        post(new UserId("bob@acme"), 1);

        List<TriedWindow> tried = in(() ->
                budgets.tryOut(OWNER, hourly("trial", BudgetSelector.EVERYTHING, BudgetDimension.USER, "0.003"), 3));

        assertThat(tried)
                .extracting(
                        window -> window.subject().value(),
                        window -> window.spent().toPlainString(),
                        TriedWindow::callsAfter,
                        window -> window.spentAfter().toPlainString())
                .containsExactly(tuple("ada@acme", "0.01", 5L, "0.007"), tuple("bob@acme", "0.002", 0L, "0"));
        assertThat(find(OWNER)).isEmpty();
    }

    static Stream<BudgetTerms> oneOfEachKindOfWindow() {
        return Stream.of(
                BudgetFixtures.monthly("month", "0.003"),
                hourly("hour", BudgetSelector.EVERYTHING, null, "0.003"),
                BudgetFixtures.terms(
                        "rolling",
                        BudgetSelector.EVERYTHING,
                        null,
                        BudgetMeasure.COST,
                        "0.003",
                        new BudgetWindow.Rolling(Duration.ofHours(5))));
    }

    /** From the sixth time on, PostgreSQL has one plan for all windows. */
    @ParameterizedTest
    @MethodSource("oneOfEachKindOfWindow")
    void aTrialSaysTheSameHoweverOftenItIsMade(BudgetTerms terms) {
        post(ADA, 5);

        List<List<TriedWindow>> trials = in(() ->
                Stream.generate(() -> budgets.tryOut(OWNER, terms, 3)).limit(10).toList());

        assertThat(trials.getFirst()).isNotEmpty();
        assertThat(trials).containsOnly(trials.getFirst());
    }

    @Test
    void gatewaysKnowThoseThatBlock() {
        BudgetTerms blocking = BudgetFixtures.monthly("blocks", "1");
        BudgetId id = set(OWNER, null, blocking);
        set(
                OWNER,
                null,
                BudgetFixtures.with(
                        BudgetFixtures.monthly("only looks", "1"), BudgetAction.ALERT, blocking.blocking()));

        refresh();
        assertThat(blocking().isEmpty()).isFalse();

        in(() -> {
            budgets.end(OWNER, id);
            return true;
        });
        refresh();
        assertThat(blocking().isEmpty()).isTrue();
    }

    private static BlockingBudgets blocking() {
        return DATABASE.bean(BudgetDirectory.class).blocking(ACME);
    }

    private static void refresh() {
        DATABASE.bean(CachedBudgetDirectory.class).refresh();
    }
}
