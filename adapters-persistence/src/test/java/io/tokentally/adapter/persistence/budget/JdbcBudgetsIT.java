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
import io.tokentally.domain.budget.TriedWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
