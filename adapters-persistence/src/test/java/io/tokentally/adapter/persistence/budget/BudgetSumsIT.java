package io.tokentally.adapter.persistence.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.budget.Budgets;
import io.tokentally.application.port.out.calendar.CalendarChoice;
import io.tokentally.application.port.out.report.TagDimensions;
import io.tokentally.application.port.out.summary.RollupUpkeep;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.ViewerFixtures;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetUse;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetWindow.Calendar;
import io.tokentally.domain.budget.BudgetWindow.Calendar.Unit;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.summary.RollupDrift;
import io.tokentally.domain.usage.RandomCalls;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is spent of a budget is what its calls come to, to the last digit, whatever happens to them. */
class BudgetSumsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Viewer OWNER = ViewerFixtures.viewer(new UserId("owner@acme"), ACME, Role.OWNER);
    private static final Duration PAST = Duration.ofDays(20);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Budgets budgets = DATABASE.bean(Budgets.class);
    private final UsageLedger ledger = DATABASE.bean(UsageLedger.class);

    @BeforeEach
    void open() {
        DATABASE.addMember(OWNER);
        DATABASE.inTransaction(() -> {
            DATABASE.bean(TagDimensions.class).declare(OWNER, Set.of(new Tag("team")));
            return true;
        });
    }

    private static List<BudgetTerms> allKinds() {
        BudgetSelector of = BudgetSelector.EVERYTHING;
        return List.of(
                BudgetFixtures.monthly("all", "1000"),
                BudgetFixtures.terms(
                        "all requests", of, null, BudgetMeasure.REQUESTS, "100000", new Calendar(Unit.YEAR)),
                BudgetFixtures.terms(
                        "each user's week", of, BudgetDimension.USER, BudgetMeasure.COST, "7", new Calendar(Unit.WEEK)),
                BudgetFixtures.terms(
                        "ada's days",
                        new BudgetSelector(new UserId("ada@acme"), null, null, null, null, null, null),
                        BudgetDimension.MODEL,
                        BudgetMeasure.TOKENS,
                        "100000",
                        new Calendar(Unit.DAY)),
                BudgetFixtures.terms(
                        "nano, by the hour",
                        new BudgetSelector(null, null, null, null, null, new ModelPattern("gpt-4.#-n*"), null),
                        BudgetDimension.ENDPOINT,
                        BudgetMeasure.REQUESTS,
                        "50",
                        new Calendar(Unit.HOUR)),
                BudgetFixtures.terms(
                        "chats of an endpoint",
                        new BudgetSelector(
                                null,
                                null,
                                new Endpoint("extract_candidate_info"),
                                new Operation("chat.completions"),
                                null,
                                null,
                                null),
                        null,
                        BudgetMeasure.COST,
                        "3",
                        new Calendar(Unit.QUARTER)),
                BudgetFixtures.terms("each team", of, null, BudgetMeasure.COST, "3", new Calendar(Unit.WEEK))
                        .forEachValueOf("team"),
                BudgetFixtures.terms(
                        "a team",
                        new BudgetSelector(null, null, null, null, null, null, new SelectedTag("team", "search")),
                        null,
                        BudgetMeasure.COST,
                        "3",
                        new BudgetWindow.Rolling(Duration.ofDays(3))));
    }

    @Test
    void sumsAreThoseOfTheCalls() {
        List<UsageRecord> calls = new ArrayList<>(new RandomCalls(7, ACME, now.minus(PAST), PAST).take(400));
        ledger.post(calls);
        allKinds().forEach(this::set);
        requireSums(calls, ReportingCalendar.PRESET);

        List<UsageRecord> late = new RandomCalls(8, ACME, now.minus(PAST), PAST).take(300);
        for (int i = 0; i < late.size(); i += 50) {
            ledger.post(late.subList(i, i + 50));
        }
        ledger.post(late);
        calls.addAll(late);
        requireSums(calls, ReportingCalendar.PRESET);

        ReportingCalendar sundays = new ReportingCalendar(ReportingCalendar.PRESET.zone(), DayOfWeek.SUNDAY, true);
        change(sundays);
        requireSums(calls, sundays);

        ReportingCalendar kathmandu = new ReportingCalendar(ZoneId.of("Asia/Kathmandu"), DayOfWeek.SUNDAY, true);
        change(kathmandu);
        requireSums(calls, kathmandu);

        DATABASE.asOwner()
                .sql("SELECT rebuild_usage_day('acme', day) FROM days_of_usage('acme') AS day")
                .query((row, number) -> true)
                .list();
        requireSums(calls, kathmandu);
    }

    private static void change(ReportingCalendar calendar) {
        DATABASE.inTransaction(() -> {
            DATABASE.bean(CalendarChoice.class).change(OWNER, calendar);
            return true;
        });
    }

    @Test
    void theyFollowCostsThatChange() {
        ledger.post(new RandomCalls(9, ACME, now.minus(PAST), PAST).take(200));
        allKinds().forEach(this::set);
        String before = sums();

        DATABASE.asOwner().sql("""
                        SELECT replace_costs('acme', (
                            SELECT jsonb_agg(jsonb_build_object('created_at', created_at, 'id', id, 'total_cost', 1.25,
                                'cost_status', 'MEASURED', 'cost_lines', '[]'::jsonb, 'price_version', 'corrected'))
                            FROM (SELECT * FROM usage_calls WHERE usage_parts IS NULL ORDER BY created_at DESC LIMIT 60) AS call))""").query((row, number) -> true).list();

        assertThat(sums()).isNotEqualTo(before);
        assertThat(drift()).isEmpty();
    }

    /** By {@code ledger verify}, and is mended by {@code ledger rebuild}. */
    @Test
    void whatIsNotTrueIsFound() {
        ledger.post(new RandomCalls(9, ACME, now.minus(PAST), PAST).take(50));
        allKinds().forEach(this::set);
        assertThat(drift()).isEmpty();

        DATABASE.asOwner()
                .sql("UPDATE budget_sums SET spent = spent + 1 WHERE ctid = (SELECT min(ctid) FROM budget_sums)")
                .update();

        assertThat(drift()).hasSize(1);
        RollupUpkeep upkeep = DATABASE.bean(RollupUpkeep.class);
        LocalDate last = upkeep.days(ACME).getLast();
        assertThat(upkeep.drift(ACME, last)).extracting(RollupDrift::rollup).containsExactly("budget_sums");
        assertThat(upkeep.drift(ACME, last.minusDays(1))).isEmpty();
        upkeep.rebuild(ACME, last);
        assertThat(upkeep.drift(ACME, last)).isEmpty();
    }

    private void set(BudgetTerms terms) {
        DATABASE.inTransaction(() -> budgets.set(OWNER, null, terms));
    }

    private static String sums() {
        return String.valueOf(DATABASE.asOwner()
                .sql(
                        "SELECT string_agg(concat_ws(' ', budget_id, subject, bucket, spent), ',' ORDER BY 1) FROM budget_sums GROUP BY ()")
                .query(String.class)
                .list());
    }

    private static List<Map<String, @Nullable Object>> drift() {
        return DATABASE.asOwner()
                .sql("SELECT * FROM budget_drift('acme')")
                .query()
                .listOfRows();
    }

    private void requireSums(List<UsageRecord> calls, ReportingCalendar calendar) {
        assertThat(drift()).isEmpty();
        DATABASE.inTransaction(() -> budgets.find(OWNER)).forEach(budget -> {
            Map<String, BigDecimal> expected = expected(budget.terms(), calls, calendar);
            Map<String, BigDecimal> kept = new TreeMap<>();
            for (BudgetUse use : DATABASE.inTransaction(() -> budgets.history(OWNER, budget.id()))) {
                if (use.spent().signum() != 0) {
                    kept.put(use.window() + " " + use.subject(), use.spent());
                }
            }
            if (budget.terms().window() instanceof BudgetWindow.Rolling) {
                BigDecimal used = DATABASE.inTransaction(() -> budgets.uses(OWNER)).stream()
                        .filter(use -> use.budget().equals(budget.id()))
                        .map(BudgetUse::spent)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(used)
                        .as(budget.terms().name())
                        .isEqualByComparingTo(expected.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
            } else {
                assertThat(kept).as(budget.terms().name()).isEqualTo(expected).isNotEmpty();
            }
        });
    }

    private Map<String, BigDecimal> expected(BudgetTerms terms, List<UsageRecord> calls, ReportingCalendar calendar) {
        Map<String, BigDecimal> expected = new LinkedHashMap<>();
        Instant earliest = earliest(terms.window(), calendar);
        for (UsageRecord call : calls) {
            BudgetedCall budgeted = BudgetedCall.of(
                    call.attribution(),
                    Objects.requireNonNullElse(call.operation(), new Operation("none")),
                    call.provider(),
                    call.call().requestedModel());
            boolean inWindow = !call.createdAt().isBefore(earliest);
            if (inWindow && !call.isFree() && terms.selector().matches(budgeted)) {
                String window = terms.window() instanceof BudgetWindow.Rolling
                        ? ""
                        : String.valueOf(
                                terms.window().at(call.createdAt(), calendar).from());
                expected.merge(
                        window + " " + terms.subjectOf(budgeted), figure(terms.measure(), call), BigDecimal::add);
            }
        }
        Map<String, BigDecimal> sorted = new TreeMap<>();
        expected.forEach((key, value) -> {
            if (value.signum() != 0) {
                sorted.put(key, Money.usd(value).amount());
            }
        });
        return sorted;
    }

    private Instant earliest(BudgetWindow window, ReportingCalendar calendar) {
        return switch (window) {
            case BudgetWindow.Rolling rolling ->
                rolling.at(Instant.now(), calendar).from();
            case Calendar of
            when of.unit() == Unit.HOUR -> of.at(now, calendar).from().minus(Duration.ofHours(12));
            case Calendar of
            when of.unit() == Unit.DAY ->
                of.at(of.at(now, calendar).from().minus(Duration.ofDays(12)), calendar)
                        .from();
            default -> Instant.EPOCH;
        };
    }

    private static BigDecimal figure(BudgetMeasure measure, UsageRecord call) {
        return switch (measure) {
            case COST -> call.cost().total().amount();
            case TOKENS ->
                BigDecimal.valueOf(
                        call.quantities().inputTokens() + call.quantities().outputTokens());
            case REQUESTS -> BigDecimal.ONE;
        };
    }
}
