package io.tokentally.application.service.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.MEMBER;
import static io.tokentally.domain.usage.UsageRecordFixtures.NOON;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several gateways hold calls to budgets together: none goes beyond an amount, and none keeps what it does not need. */
class AdmitSpendingServiceTest {

    private static final BudgetId ONE = new BudgetId(new UUID(1, 1));
    private static final BudgetId OTHER = new BudgetId(new UUID(1, 2));
    private static final PriceBook LIST = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));
    private static final ReportingCalendar BERLIN =
            new ReportingCalendar(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY, true);

    private Instant now = NOON;
    private final SharedAmounts amounts = new SharedAmounts(ACME, BERLIN, () -> now);

    /** One gateway; what it has to ask the database for is asked when the test says so. */
    private final class Gateway {
        private final List<Runnable> waiting = new ArrayList<>();
        private final AdmitSpendingService service;
        private final List<UsageRecord> journal = new ArrayList<>();

        Gateway(int number) {
            service = new AdmitSpendingService(
                    amounts.directory(),
                    amounts.of(number),
                    new CallBounds(new Books()),
                    () -> now,
                    () -> now.toEpochMilli() * 1_000_000,
                    waiting::add,
                    Duration.ofMinutes(10));
        }

        CompletableFuture<SpendingVerdict> admit(SpendingRequest request) {
            return service.admit(request);
        }

        void exchange() {
            List<Runnable> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(Runnable::run);
        }

        SpendingVerdict admitted(SpendingRequest request) {
            CompletableFuture<SpendingVerdict> verdict = admit(request);
            for (int i = 0; i < 5 && !verdict.isDone(); i++) {
                exchange();
            }
            return verdict.join();
        }

        void record(Reservation reservation, UsageRecord call) {
            service.spent(reservation, call);
            journal.add(call);
        }

        void post() {
            amounts.post(journal);
            service.posted(journal);
            journal.clear();
        }
    }

    private record Books() implements PriceBookSource {
        @Override
        public Optional<PriceBook> priceBook(OrganizationId organizationId) {
            return Optional.of(LIST);
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    private static BudgetedCall callOf(UserId user, String model) {
        return new BudgetedCall(
                ACME,
                user,
                null,
                new Endpoint("extract_candidate_info"),
                new Operation("chat.completions"),
                Provider.OPENAI,
                new ModelName(model),
                Tags.NONE);
    }

    private static SpendingRequest request(long input, long output) {
        return request(callOf(MEMBER, "gpt-4.1-nano"), input, output);
    }

    private static SpendingRequest request(BudgetedCall call, long input, long output) {
        return new SpendingRequest(
                call, new RequestBounds(input, output, 1, Set.of(), Set.of(ServiceTier.STANDARD), null), false);
    }

    private static BudgetTerms tokens(String amount) {
        return BudgetFixtures.terms(
                "tokens",
                BudgetSelector.EVERYTHING,
                null,
                BudgetMeasure.TOKENS,
                amount,
                new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY));
    }

    private UsageRecord callOfTokens(Reservation reservation, long input, long output, long seed) {
        return aUsageRecord()
                .at(requireNonNull(reservation.admittedAt()))
                .withTokens(input, output)
                .withSeed(seed)
                .build();
    }

    private static Reservation reservation(SpendingVerdict verdict) {
        assertThat(verdict).isInstanceOf(SpendingVerdict.Admitted.class);
        return ((SpendingVerdict.Admitted) verdict).reservation();
    }

    private static BudgetRefusal refusal(SpendingVerdict verdict) {
        assertThat(verdict).isInstanceOf(SpendingVerdict.Refused.class);
        return ((SpendingVerdict.Refused) verdict).refusal();
    }

    @Test
    void whereNothingBlocksNobodyIsAsked() {
        Gateway gateway = new Gateway(1);

        assertThat(gateway.service.isBounded(ACME)).isFalse();
        assertThat(gateway.admit(request(10, 10)).join()).isEqualTo(new SpendingVerdict.Admitted(Reservation.NONE));
        assertThat(gateway.waiting).isEmpty();
    }

    @Test
    void theFirstCallAsksAndTheNextOnesDoNot() {
        amounts.set(ONE, tokens("100000"));
        Gateway gateway = new Gateway(1);

        CompletableFuture<SpendingVerdict> first = gateway.admit(request(100, 100));
        assertThat(first).isNotDone();
        gateway.exchange();
        assertThat(first).isDone();
        assertThat(gateway.admit(request(100, 100))).isDone();
        assertThat(gateway.waiting).isEmpty();
    }

    @Test
    void whoWouldGoBeyondIsRefusedAndToldWhy() {
        amounts.set(ONE, tokens("500"));
        Gateway gateway = new Gateway(1);
        reservation(gateway.admitted(request(200, 200)));

        BudgetRefusal refused = refusal(gateway.admitted(request(100, 1)));

        assertThat(refused.name()).isEqualTo("tokens");
        assertThat(refused.reason()).isEqualTo(BudgetRefusal.Reason.SPENT);
        assertThat(refused.amount()).isEqualByComparingTo("500");
        assertThat(refused.used()).isEqualByComparingTo("400");
        assertThat(refused.resetsAt()).isEqualTo(Instant.parse("2026-10-15T22:00:00Z"));
        reservation(gateway.admitted(request(50, 50)));
    }

    @Test
    void zeroAllowsNothing() {
        amounts.set(ONE, BudgetFixtures.monthly("nothing", "0"));

        refusal(new Gateway(1).admitted(request(1, 0)));
    }

    @Test
    void whatIsFreePassesEveryBudget() {
        amounts.set(
                ONE,
                BudgetFixtures.terms(
                        "nothing",
                        BudgetSelector.EVERYTHING,
                        null,
                        BudgetMeasure.REQUESTS,
                        "0",
                        new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY)));
        SpendingRequest free = new SpendingRequest(callOf(MEMBER, "gpt-4.1-nano"), RequestBounds.NOTHING, true);

        reservation(new Gateway(1).admitted(free));
    }

    @Test
    void whatACallDidNotUseIsThereAgain() {
        amounts.set(ONE, tokens("1000"));
        Gateway gateway = new Gateway(1);
        Reservation large = reservation(gateway.admitted(request(500, 500)));
        refusal(gateway.admitted(request(1, 0)));

        gateway.record(large, callOfTokens(large, 10, 20, 1));
        now = now.plusSeconds(1);

        reservation(gateway.admitted(request(480, 490)));
        refusal(gateway.admitted(request(1, 0)));
        gateway.post();
        now = now.plusSeconds(1);
        refusal(gateway.admitted(request(1, 0)));
    }

    @Test
    void onAllBudgetsOrOnNone() {
        amounts.set(ONE, tokens("1000"));
        amounts.set(OTHER, BudgetFixtures.of(tokens("10"), "10"));
        Gateway gateway = new Gateway(1);

        refusal(gateway.admitted(request(100, 100)));
        amounts.end(OTHER);

        reservation(gateway.admitted(request(500, 500)));
    }

    @Test
    void aCallThatDidNotGoOutUsesNothingHoweverOftenThatIsSaid() {
        amounts.set(ONE, tokens("100"));
        Gateway gateway = new Gateway(1);
        Reservation reservation = reservation(gateway.admitted(request(50, 50)));

        reservation.cancel();
        reservation.cancel();
        gateway.record(reservation, callOfTokens(reservation, 50, 50, 1));

        now = now.plusSeconds(1);
        reservation(gateway.admitted(request(50, 50)));
        refusal(gateway.admitted(request(1, 0)));
    }

    @Test
    void eachHasAnAmountOfTheirOwn() {
        amounts.set(
                ONE,
                BudgetFixtures.terms(
                        "each",
                        BudgetSelector.EVERYTHING,
                        BudgetDimension.USER,
                        BudgetMeasure.REQUESTS,
                        "1",
                        new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.HOUR)));
        Gateway gateway = new Gateway(1);

        for (String user : List.of("ada", "bob")) {
            SpendingRequest request = request(callOf(new UserId(user), "gpt-4.1-nano"), 1, 1);
            reservation(gateway.admitted(request));
            refusal(gateway.admitted(request));
        }
        now = now.plus(Duration.ofHours(1));
        reservation(gateway.admitted(request(callOf(new UserId("ada"), "gpt-4.1-nano"), 1, 1)));
    }

    @Test
    void aCallWithoutABoundIsWhatTheBudgetSays() {
        SpendingRequest unbounded = new SpendingRequest(
                callOf(MEMBER, "gpt-4.1-nano"),
                new RequestBounds(10, null, 1, Set.of(), Set.of(ServiceTier.STANDARD), null),
                false);
        Gateway gateway = new Gateway(1);
        amounts.set(ONE, tokens("1000"));
        assertThat(refusal(gateway.admitted(unbounded)).reason()).isEqualTo(BudgetRefusal.Reason.UNBOUNDED);

        amounts.set(ONE, with(tokens("1000"), BlockingRules.Unknown.CEILING));
        reservation(gateway.admitted(unbounded));
        refusal(gateway.admitted(request(400, 1)));
        reservation(gateway.admitted(request(400, 0)));
    }

    @Test
    void aModelWithoutAPriceIsWhatTheBudgetSays() {
        SpendingRequest unpriced = request(callOf(MEMBER, "nobody-knows"), 10, 10);
        Gateway gateway = new Gateway(1);
        BudgetTerms dollars = BudgetFixtures.monthly("dollars", "1");
        amounts.set(ONE, dollars);
        assertThat(refusal(gateway.admitted(unpriced)).reason()).isEqualTo(BudgetRefusal.Reason.UNPRICED);

        amounts.set(ONE, with(dollars, BlockingRules.Unknown.CEILING, "0.60"));
        Reservation reservation = reservation(gateway.admitted(unpriced));
        refusal(gateway.admitted(unpriced));

        // What nobody can price holds what was set aside, in the database once the ledger has it.
        UsageRecord call = aUsageRecord()
                .at(requireNonNull(reservation.admittedAt()))
                .withModel("nobody-knows")
                .unpriced()
                .build();
        gateway.record(reservation, call);
        gateway.post();
        now = now.plusSeconds(3);
        gateway.service.renew();
        LeaseKey key = new LeaseKey(ACME, ONE, BudgetSubject.ALL, Instant.parse("2026-09-30T22:00:00Z"));
        assertThat(amounts.onHold(key)).isEqualByComparingTo("0.60");
        gateway.service.renew();
        now = now.plusSeconds(3);
        gateway.service.renew();
        assertThat(amounts.held(key)).isEqualByComparingTo("0");
        refusal(new Gateway(2).admitted(unpriced));
    }

    private static BudgetTerms with(BudgetTerms terms, BlockingRules.Unknown unknown) {
        return with(terms, unknown, "600");
    }

    private static BudgetTerms with(BudgetTerms terms, BlockingRules.Unknown unknown, String ceiling) {
        return BudgetFixtures.with(
                terms,
                BudgetAction.BLOCK,
                new BlockingRules(
                        BlockingRules.Bound.WORST_CASE,
                        unknown,
                        unknown,
                        new BigDecimal(ceiling),
                        false,
                        BlockingRules.WhenUnreachable.CLOSED));
    }

    @Test
    void whatIsExpectedIsWhatWasSeen() {
        amounts.set(ONE, BudgetFixtures.with(tokens("100000"), BudgetAction.BLOCK, BlockingRules.DEFAULT));
        Gateway gateway = new Gateway(1);
        for (int i = 0; i < 30; i++) {
            Reservation reservation = reservation(gateway.admitted(request(1_000, 4_000)));
            gateway.record(reservation, callOfTokens(reservation, 250, 100, i));
            gateway.post();
        }
        amounts.set(
                ONE,
                BudgetFixtures.of(
                        BudgetFixtures.with(tokens("1"), BudgetAction.BLOCK, BlockingRules.DEFAULT), "12000"));
        now = now.plusSeconds(1);
        gateway.service.renew();

        // 10,500 are spent: of what is left two such calls go out, at a fifth more than they used, and not a third.
        reservation(gateway.admitted(request(1_000, 4_000)));
        reservation(gateway.admitted(request(1_000, 4_000)));
        refusal(new Gateway(2).admitted(request(100_000, 4_000)));
    }

    @Test
    void aLimitThatIsLoweredBlocksAndOneThatIsRaisedOpensWithTheNextExchange() {
        amounts.set(ONE, tokens("1000000"));
        Gateway gateway = new Gateway(1);
        reservation(gateway.admitted(request(10, 10)));
        reservation(gateway.admitted(request(10, 10)));

        amounts.set(ONE, tokens("30"));
        now = now.plusSeconds(1);
        gateway.service.renew();
        refusal(gateway.admitted(request(1, 0)));

        amounts.set(ONE, tokens("1000"));
        now = now.plusSeconds(1);
        reservation(gateway.admitted(request(1, 0)));
    }

    @Test
    void whileTheDatabaseIsAwayTheLeaseAtHandLastsAndThenTheBudgetSays() {
        amounts.set(ONE, tokens("100000"));
        Gateway gateway = new Gateway(1);
        reservation(gateway.admitted(request(10, 10)));
        amounts.goAway(true);

        reservation(gateway.admitted(request(10, 10)));
        assertThat(gateway.admitted(request(50_000, 10))).isEqualTo(new SpendingVerdict.Undetermined("tokens"));
        now = now.plus(SharedAmounts.LIFETIME);
        assertThat(gateway.admitted(request(10, 10))).isEqualTo(new SpendingVerdict.Undetermined("tokens"));

        amounts.set(
                ONE,
                BudgetFixtures.with(
                        tokens("100000"),
                        BudgetAction.BLOCK,
                        new BlockingRules(
                                BlockingRules.Bound.WORST_CASE,
                                BlockingRules.Unknown.REFUSE,
                                BlockingRules.Unknown.REFUSE,
                                null,
                                false,
                                BlockingRules.WhenUnreachable.OPEN)));
        assertThat(gateway.admitted(request(10, 10))).isEqualTo(new SpendingVerdict.Admitted(Reservation.NONE));
        amounts.goAway(false);
        reservation(gateway.admitted(request(10, 10)));
    }

    @Test
    void whoWaitsTooLongGivesBackWhatComesTooLate() {
        amounts.set(ONE, tokens("100"));
        Gateway gateway = new Gateway(1);
        CompletableFuture<SpendingVerdict> given = gateway.admit(request(50, 50));
        given.complete(new SpendingVerdict.Undetermined("tokens"));

        gateway.exchange();

        reservation(gateway.admitted(request(50, 50)));
    }

    @Test
    void whatIsIdleIsLeftToOthers() {
        amounts.set(ONE, tokens("1000"));
        Gateway busy = new Gateway(1);
        reservation(busy.admitted(request(10, 0)));
        refusal(new Gateway(2).admitted(request(980, 0)));

        now = now.plusSeconds(3);
        busy.service.renew();

        now = now.plusSeconds(1);
        reservation(new Gateway(3).admitted(request(980, 0)));
    }

    /**
     * Three gateways, calls of any size, that are recorded, given up or lost with their gateway, late posts, limits that change, and
     * a clock that goes over midnight and the end of daylight saving: what is spent, and what is set aside for calls that may still
     * come, is never more than any limit allowed.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensNoAmountIsPassed(long seed) {
        Random random = new Random(seed);
        now = Instant.parse("2026-10-24T21:30:00Z");
        long limit = 40_000;
        amounts.set(ONE, tokens(String.valueOf(limit)));
        amounts.set(
                OTHER,
                BudgetFixtures.terms(
                        "each",
                        BudgetSelector.EVERYTHING,
                        BudgetDimension.USER,
                        BudgetMeasure.TOKENS,
                        "15000",
                        new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.HOUR)));
        List<Gateway> gateways = new ArrayList<>();
        int count = 0;
        while (count < 3) {
            gateways.add(new Gateway(++count));
        }
        List<Open> open = new ArrayList<>();
        int admitted = 0;
        int refused = 0;
        for (int step = 0; step < 6_000; step++) {
            Gateway gateway = gateways.get(random.nextInt(gateways.size()));
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4, 5, 6, 7 -> {
                    long input = random.nextInt(300);
                    long output = random.nextInt(300);
                    UserId user = new UserId("user " + random.nextInt(4));
                    SpendingVerdict verdict = gateway.admitted(request(callOf(user, "gpt-4.1-nano"), input, output));
                    if (verdict instanceof SpendingVerdict.Admitted one) {
                        open.add(new Open(gateway, one.reservation(), user, input, output));
                        admitted++;
                    } else {
                        refused++;
                    }
                }
                case 8, 9, 10, 11, 12, 13 -> {
                    if (!open.isEmpty()) {
                        Open call = open.remove(random.nextInt(open.size()));
                        call.gateway().record(call.reservation(), call.ended(random, step));
                    }
                }
                case 14 -> {
                    if (!open.isEmpty()) {
                        open.remove(random.nextInt(open.size())).reservation().cancel();
                    }
                }
                case 15, 16 -> gateway.post();
                case 17 -> gateway.service.renew();
                case 18 -> letPass(gateways, Duration.ofMillis(random.nextInt(20) == 0 ? 900_000 : 700));
                default -> {
                    if (random.nextInt(60) == 0) {
                        // It dies, and its journal is posted by the next run before its lease has ended.
                        amounts.post(gateway.journal);
                        open.removeIf(call -> call.gateway() == gateway);
                        gateways.set(gateways.indexOf(gateway), new Gateway(++count));
                    }
                }
            }
            requireWithin(gateways, open);
        }
        assertThat(admitted).isGreaterThan(300);
        assertThat(refused).isPositive();

        // In the end nothing is stuck: all can be used that was not spent.
        open.forEach(call -> call.reservation().cancel());
        gateways.forEach(Gateway::post);
        now = now.plus(SharedAmounts.LIFETIME).plusSeconds(5);
        gateways.forEach(gateway -> gateway.service.renew());
        for (LeaseKey key : amounts.amounts()) {
            assertThat(amounts.held(key)).as("%s", key).isEqualByComparingTo("0");
        }
    }

    /** Gateways that are alive renew what they hold. */
    private void letPass(List<Gateway> gateways, Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(time.compareTo(Duration.ofSeconds(15)) < 0 ? time : Duration.ofSeconds(15));
            gateways.forEach(gateway -> gateway.service.renew());
        }
    }

    private record Open(Gateway gateway, Reservation reservation, UserId user, long input, long output) {

        UsageRecord ended(Random random, long seed) {
            return aUsageRecord()
                    .at(requireNonNull(reservation.admittedAt()))
                    .by(user)
                    .withTokens(
                            input == 0 ? 0 : random.nextLong(input + 1), output == 0 ? 0 : random.nextLong(output + 1))
                    .withSeed(seed)
                    .build();
        }
    }

    /** By the reference: what was spent, and the most that what is under way can come to. */
    private void requireWithin(List<Gateway> gateways, List<Open> open) {
        for (BudgetId id : List.of(ONE, OTHER)) {
            BudgetTerms terms = amounts.terms(id);
            for (LeaseKey key : amounts.amounts()) {
                if (!key.budget().equals(id)) {
                    continue;
                }
                BigDecimal worst = amounts.spent(key);
                for (Gateway gateway : gateways) {
                    for (UsageRecord call : gateway.journal) {
                        if (isOf(key, terms, call.attribution().userId(), call.createdAt())) {
                            worst = worst.add(SharedAmounts.figure(terms.measure(), call));
                        }
                    }
                }
                for (Open call : open) {
                    Instant at = call.reservation().admittedAt();
                    if (at != null && isOf(key, terms, call.user(), at)) {
                        worst = worst.add(BigDecimal.valueOf(call.input() + call.output()));
                    }
                }
                assertThat(worst).as("%s", key).isLessThanOrEqualTo(terms.amount());
            }
        }
    }

    private static boolean isOf(LeaseKey key, BudgetTerms terms, UserId user, Instant at) {
        return key.subject().equals(terms.subjectOf(callOf(user, "gpt-4.1-nano")))
                && key.bucket().equals(terms.window().at(at, BERLIN).from());
    }
}
