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
import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.budget.BudgetStandings;
import io.tokentally.application.port.out.budget.LeaseKey;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BatchContents;
import io.tokentally.domain.budget.BatchFile;
import io.tokentally.domain.budget.BatchedRequests;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetDimension;
import io.tokentally.domain.budget.BudgetFixtures;
import io.tokentally.domain.budget.BudgetHeadroom;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetRefusal;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSubject;
import io.tokentally.domain.budget.BudgetTerms;
import io.tokentally.domain.budget.BudgetWindow;
import io.tokentally.domain.budget.BudgetedCall;
import io.tokentally.domain.budget.RequestBounds;
import io.tokentally.domain.budget.WorkAhead;
import io.tokentally.domain.calendar.ReportingCalendar;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.ModelPattern;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private final List<String> refused = new ArrayList<>();
    private final BudgetMonitor told = new BudgetMonitor() {
        @Override
        public void refused(OrganizationId organization, BudgetId budget, BudgetRefusal.Reason reason) {
            refused.add(organization + " " + budget + " " + reason);
        }

        @Override
        public void undetermined(OrganizationId organization, BudgetId budget) {
            refused.add(organization + " " + budget + " undetermined");
        }

        @Override
        public void standing(BudgetStandings.Nearest nearest) {
            throw new AssertionError("Nobody asked how budgets stand");
        }
    };

    private final KeptFiles files = new KeptFiles();

    /** What all gateways find, when the test says so. */
    private static final class KeptFiles implements BatchFiles {
        private final Map<List<Object>, BatchContents> kept = new HashMap<>();
        private @Nullable CompletableFuture<Optional<BatchContents>> asked;
        private boolean waits;

        @Override
        public void keep(OrganizationId organization, Provider provider, BatchFile file, BatchContents contents) {
            kept.put(List.of(organization, provider, file), contents);
        }

        @Override
        public CompletableFuture<Optional<BatchContents>> find(
                OrganizationId organization, Provider provider, BatchFile file) {
            CompletableFuture<Optional<BatchContents>> found = new CompletableFuture<>();
            asked = found;
            if (!waits) {
                found.complete(Optional.ofNullable(kept.get(List.of(organization, provider, file))));
            }
            return found;
        }
    }

    /** One gateway; what it has to ask the database for is asked when the test says so. */
    private final class Gateway {
        private final List<Runnable> waiting = new ArrayList<>();
        private final AdmitSpendingService service;
        private final List<UsageRecord> journal = new ArrayList<>();

        Gateway(int number) {
            this(number, () -> now.toEpochMilli() * 1_000_000);
        }

        Gateway(int number, LongSupplier ticker) {
            service = new AdmitSpendingService(
                    amounts.directory(),
                    amounts.of(number),
                    new CallBounds(new Books()),
                    files,
                    told,
                    () -> now,
                    ticker,
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

    /** Those without a value have an amount together. */
    @Test
    void eachValueOfATagHasTheAmount() {
        amounts.set(ONE, tokens("2").forEachValueOf("team"));
        Gateway gateway = new Gateway(1);

        for (Tags tags : List.of(new Tags(Map.of("team", "ads")), new Tags(Map.of("team", "search")), Tags.NONE)) {
            BudgetedCall plain = callOf(MEMBER, "gpt-4.1-nano");
            SpendingRequest request = request(
                    new BudgetedCall(
                            plain.organization(),
                            plain.user(),
                            null,
                            plain.endpoint(),
                            plain.operation(),
                            plain.provider(),
                            plain.model(),
                            tags),
                    1,
                    1);
            reservation(gateway.admitted(request));
            refusal(gateway.admitted(request));
        }
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

    /** What begins work is free, and is made at once in the budget's window; what it began may take a day. */
    @Test
    void whatWasSetAsideForWorkThatGoesOnStaysSoWhateverBecomesOfTheGateway() {
        amounts.set(ONE, tokens("1000"));
        Gateway gateway = new Gateway(1);
        Reservation reservation = reservation(gateway.admitted(request(500, 200)));
        WorkAhead work = new WorkAhead(Provider.OPENAI, "resp_1");
        reservation.goesOn(work);
        UsageRecord begun = aUsageRecord()
                .at(requireNonNull(reservation.admittedAt()))
                .free()
                .build();

        gateway.record(reservation, begun);
        gateway.exchange();

        LeaseKey key = new LeaseKey(ACME, ONE, BudgetSubject.ALL, Instant.parse("2026-10-14T22:00:00Z"));
        assertThat(amounts.onHold(key)).as("though the ledger lacks the call").isEqualByComparingTo("700");
        assertThat(amounts.works()).containsExactly(work);
        gateway.post();
        now = now.plusSeconds(120);
        assertThat(amounts.held(key)).as("the gateway is gone").isEqualByComparingTo("0");
        Gateway other = new Gateway(2);
        refusal(other.admitted(request(200, 101)));
        reservation(other.admitted(request(200, 100)));
    }

    @Test
    void whatWasBilledAfterAllIsSettledAsAnyOther() {
        amounts.set(ONE, tokens("1000"));
        Gateway gateway = new Gateway(1);
        Reservation reservation = reservation(gateway.admitted(request(500, 200)));
        reservation.goesOn(new WorkAhead(Provider.OPENAI, "resp_1"));

        gateway.record(reservation, callOfTokens(reservation, 300, 50, 1));
        gateway.post();
        now = now.plusSeconds(1);
        gateway.service.renew();

        assertThat(amounts.works()).isEmpty();
        reservation(gateway.admitted(request(500, 150)));
        refusal(gateway.admitted(request(1, 1)));
    }

    /** Of a batch nobody knows even the model: what it costs is what the budget says of calls without a bound. */
    @Test
    void aBatchIsWhatTheBudgetSaysOfWhatHasNoBound() {
        SpendingRequest batch = new SpendingRequest(
                callOf(MEMBER, "unknown"), RequestBounds.unbounded(RequestBounds.Unbounded.BATCH), false);
        Gateway gateway = new Gateway(1);
        BudgetTerms dollars = BudgetFixtures.monthly("dollars", "1");
        amounts.set(ONE, dollars);
        assertThat(refusal(gateway.admitted(batch)).reason()).isEqualTo(BudgetRefusal.Reason.UNBOUNDED);

        amounts.set(ONE, strict("dollars", BlockingRules.Bound.EXPECTED));
        reservation(gateway.admitted(batch));
        assertThat(amounts.held(october(ONE))).isEqualByComparingTo("0");

        amounts.set(ONE, with(dollars, BlockingRules.Unknown.CEILING, "0.60"));
        reservation(gateway.admitted(batch));
        refusal(gateway.admitted(batch));
    }

    /** A batch's own contents, by model: each budget sets aside what it is for, and one that has too little refuses all of it. */
    @Test
    void aBatchIsHeldToEachBudgetByWhatItIsFor() {
        BudgetWindow day = new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY);
        BudgetSelector ofMini = new BudgetSelector(null, null, null, null, null, new ModelPattern("gpt-5-mini"), null);
        amounts.set(ONE, tokens("1000"));
        amounts.set(OTHER, BudgetFixtures.terms("mini", ofMini, null, BudgetMeasure.TOKENS, "300", day));
        Gateway gateway = new Gateway(1);
        SpendingRequest batch = batch(tokensOf("gpt-4.1-nano", 500), tokensOf("gpt-5-mini", 200));

        reservation(gateway.admitted(batch));

        assertThat(refusal(gateway.admitted(batch(tokensOf("gpt-4.1-nano", 1), tokensOf("gpt-5-mini", 101))))
                        .budget())
                .isEqualTo(OTHER);
        assertThat(refusal(gateway.admitted(batch(tokensOf("gpt-4.1-nano", 301))))
                        .budget())
                .isEqualTo(ONE);
        reservation(gateway.admitted(batch(tokensOf("gpt-4.1-nano", 300))));
    }

    @Test
    void aBatchCountsForTheAmountOfEachOfItsModels() {
        BudgetWindow day = new BudgetWindow.Calendar(BudgetWindow.Calendar.Unit.DAY);
        amounts.set(
                ONE,
                BudgetFixtures.terms(
                        "each", BudgetSelector.EVERYTHING, BudgetDimension.MODEL, BudgetMeasure.TOKENS, "500", day));
        Gateway gateway = new Gateway(1);

        reservation(gateway.admitted(batch(tokensOf("gpt-4.1-nano", 500), tokensOf("gpt-5-mini", 200))));

        refusal(gateway.admitted(batch(tokensOf("gpt-4.1-nano", 1))));
        reservation(gateway.admitted(batch(tokensOf("gpt-5-mini", 300))));
    }

    @Test
    void aBatchIsBoundedByTheFileThatItNamesThroughWhicheverGatewayThatWasSent() {
        amounts.set(ONE, tokens("1000"));
        BatchContents contents = new BatchContents(List.of(tokensOf("gpt-4.1-nano", 500), tokensOf("gpt-5-mini", 200)));
        new Gateway(1).service.batchFileKept(ACME, Provider.OPENAI, new BatchFile("file-1"), contents);
        Gateway other = new Gateway(2);

        reservation(other.admitted(batchOf("file-1")));

        assertThat(refusal(other.admitted(batchOf("file-1"))).reason()).isEqualTo(BudgetRefusal.Reason.SPENT);
        reservation(other.admitted(request(300, 0)));
    }

    @Test
    void aBatchOfAFileOfWhichNothingIsKnownIsWhatTheBudgetSaysOfWhatHasNoBound() {
        amounts.set(ONE, tokens("1000"));
        OrganizationId globex = new OrganizationId("globex");
        BatchContents contents = new BatchContents(List.of(tokensOf("gpt-4.1-nano", 5)));
        Gateway gateway = new Gateway(1);
        gateway.service.batchFileKept(globex, Provider.OPENAI, new BatchFile("file-1"), contents);
        gateway.service.batchFileKept(ACME, Provider.ANTHROPIC, new BatchFile("file-1"), contents);

        assertThat(refusal(gateway.admitted(batchOf("file-1"))).reason()).isEqualTo(BudgetRefusal.Reason.UNBOUNDED);

        amounts.set(ONE, with(tokens("1000"), BlockingRules.Unknown.CEILING));
        reservation(gateway.admitted(batchOf("file-1")));
        refusal(gateway.admitted(request(401, 0)));
    }

    @Test
    void aBatchWaitsForWhatIsKnownOfItsFile() {
        amounts.set(ONE, tokens("1000"));
        files.waits = true;
        Gateway gateway = new Gateway(1);
        CompletableFuture<SpendingVerdict> found = gateway.admit(batchOf("file-1"));
        assertThat(found).isNotDone();
        requireNonNull(files.asked).complete(Optional.of(new BatchContents(List.of(tokensOf("gpt-4.1-nano", 500)))));
        gateway.exchange();
        reservation(found.join());

        CompletableFuture<SpendingVerdict> lost = gateway.admit(batchOf("file-2"));
        requireNonNull(files.asked).completeExceptionally(new IllegalStateException("The database is away"));
        assertThat(refusal(lost.join()).reason()).isEqualTo(BudgetRefusal.Reason.UNBOUNDED);
    }

    private static SpendingRequest batchOf(String file) {
        return new SpendingRequest(callOf(MEMBER, "unknown"), RequestBounds.ofBatch(new BatchFile(file)), false);
    }

    private static SpendingRequest batch(BatchedRequests... requests) {
        return new SpendingRequest(
                callOf(MEMBER, "unknown"), RequestBounds.ofBatch(new BatchContents(List.of(requests))), false);
    }

    private static BatchedRequests tokensOf(String model, long tokens) {
        return new BatchedRequests(
                new ModelName(model),
                1,
                tokens,
                new RequestBounds(tokens, 0L, 1, Set.of(), Set.of(ServiceTier.BATCH), null));
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
    void eachOfSeveralBudgetsCountsACallByItsOwnRule() {
        amounts.set(ONE, strict("worst", BlockingRules.Bound.WORST_CASE));
        amounts.set(OTHER, strict("expected", BlockingRules.Bound.EXPECTED));
        Gateway gateway = new Gateway(1);

        reservation(gateway.admitted(request(1_000, 9_000)));

        // 1,000 × 0.10 + 9,000 × 0.40, and 501 × 0.10 + 4,096 × 0.40, of a million.
        assertThat(amounts.held(october(ONE))).isEqualByComparingTo("0.0037");
        assertThat(amounts.held(october(OTHER))).isEqualByComparingTo("0.0016885");
    }

    private static LeaseKey october(BudgetId id) {
        return new LeaseKey(ACME, id, BudgetSubject.ALL, Instant.parse("2026-09-30T22:00:00Z"));
    }

    private static BudgetTerms strict(String name, BlockingRules.Bound bound) {
        return BudgetFixtures.with(
                BudgetFixtures.monthly(name, "50"),
                BudgetAction.BLOCK,
                new BlockingRules(
                        bound,
                        BlockingRules.Unknown.PASS,
                        BlockingRules.Unknown.REFUSE,
                        null,
                        true,
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
    void aCallKnowsWhatIsLeftOfTheBudgetThatMostIsUsedOfAndAsksNobody() {
        amounts.set(ONE, tokens("100000"));
        amounts.set(OTHER, tokens("1000"));
        Gateway gateway = new Gateway(1);
        Reservation first = reservation(gateway.admitted(request(100, 100)));
        assertThat(first.tightest())
                .isEqualTo(new BudgetHeadroom(
                        BudgetMeasure.TOKENS,
                        new BigDecimal("1000"),
                        new BigDecimal("200"),
                        Instant.parse("2026-10-15T22:00:00Z")));

        gateway.record(first, callOfTokens(first, 10, 20, 1));
        Reservation second = reservation(gateway.admitted(request(1, 1)));
        BudgetHeadroom left = requireNonNull(second.tightest());
        assertThat(left.used()).isEqualByComparingTo("32");
        assertThat(left.remaining()).isEqualByComparingTo("968");
        gateway.post();

        // What others hold counts as far as the last exchange told of it.
        reservation(new Gateway(2).admitted(request(300, 300)));
        assertThat(requireNonNull(second.tightest()).used()).isEqualByComparingTo("2");
        now = now.plusSeconds(1);
        gateway.service.renew();
        assertThat(requireNonNull(second.tightest()).remaining())
                .isBetween(new BigDecimal("300"), new BigDecimal("398"));
        assertThat(gateway.waiting).isEmpty();
    }

    @Test
    void whatMovesOnWithTimeHasNoResetAndNoBudgetHasNothingToTell() {
        assertThat(reservation(new Gateway(1).admitted(request(1, 1))).tightest())
                .isNull();
        amounts.set(
                ONE,
                BudgetFixtures.terms(
                        "last hours",
                        BudgetSelector.EVERYTHING,
                        null,
                        BudgetMeasure.REQUESTS,
                        "10",
                        new BudgetWindow.Rolling(Duration.ofHours(2))));

        BudgetHeadroom left = requireNonNull(
                reservation(new Gateway(1).admitted(request(1, 1))).tightest());

        assertThat(left.resetsAt()).isNull();
        assertThat(left.remaining()).isEqualByComparingTo("9");
    }

    @Test
    void eachCallThatIsNotLetOutIsToldOnceWithTheBudgetAndWhy() {
        SpendingRequest unbounded = new SpendingRequest(
                callOf(MEMBER, "gpt-4.1-nano"),
                new RequestBounds(10, null, 1, Set.of(), Set.of(ServiceTier.STANDARD), null),
                false);
        amounts.set(ONE, BudgetFixtures.with(tokens("100000"), BudgetAction.BLOCK, BlockingRules.DEFAULT));
        amounts.set(OTHER, tokens("500"));
        Gateway gateway = new Gateway(1);

        reservation(gateway.admitted(request(200, 200)));
        refusal(gateway.admitted(request(100, 1)));
        refusal(gateway.admit(request(100, 1)).join());
        refusal(gateway.admitted(unbounded));
        amounts.goAway(true);
        now = now.plus(SharedAmounts.LIFETIME);
        assertThat(gateway.admitted(request(10, 10))).isInstanceOf(SpendingVerdict.Undetermined.class);

        assertThat(refused)
                .containsExactly(
                        "acme " + OTHER + " SPENT",
                        "acme " + OTHER + " SPENT",
                        "acme " + OTHER + " UNBOUNDED",
                        "acme " + ONE + " undetermined");
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

    /** Where exchanges take so long that what they told is over when it is read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsRefusedAfterSeveralExchangesIsToldOfTheBudgetThatLacks(boolean first) {
        BudgetId scarce = first ? ONE : OTHER;
        amounts.set(scarce, tokens("1000"));
        amounts.set(first ? OTHER : ONE, tokens("1000000"));
        AtomicLong ticks = new AtomicLong();
        Gateway slow = new Gateway(1, () -> ticks.addAndGet(TimeUnit.SECONDS.toNanos(5)));

        assertThat(refusal(slow.admitted(request(2_000, 0))).budget()).isEqualTo(scarce);
    }
}
