package io.tokentally.application.service.budget;

import static io.tokentally.domain.usage.UsageRecordFixtures.ACME;
import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.in.budget.Reservation;
import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BudgetMonitor;
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
import io.tokentally.domain.budget.BudgetSelector;
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
import io.tokentally.domain.usage.UsageRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Budgets of several kinds at three gateways through thousands of random steps, against a reference that knows all calls: what was used
 * and what calls under way may still use is never more than the amount, but for what is stated. That is what a gateway had under way or
 * unposted when its lease had ended, which takes a minute without the database or a gateway that is dead for so long; strict budgets
 * have no such thing. And an amount that is lowered leaves what was held at that moment.
 */
class BudgetModelTest {

    private static final PriceBook NO_PRICES = new PriceBook(Money.USD, List.of());
    private static final ReportingCalendar BERLIN =
            new ReportingCalendar(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY, true);
    private static final int STEPS = 5_000;

    private Instant now = Instant.EPOCH;
    private final SharedAmounts amounts = new SharedAmounts(ACME, BERLIN, () -> now);
    private final Map<BudgetId, BudgetTerms> budgets = new LinkedHashMap<>();
    /** Those that the ledger does not have. */
    private final List<Call> calls = new ArrayList<>();

    private final Map<LeaseKey, BigDecimal> posted = new HashMap<>();
    private final NavigableMap<Instant, BigDecimal> postedOfLastHours = new TreeMap<>();
    private final Map<LeaseKey, BigDecimal> allowed = new HashMap<>();
    private final Map<LeaseKey, Set<Call>> uncovered = new HashMap<>();
    private final Map<Event, Integer> happened = new EnumMap<>(Event.class);
    private final List<Gateway> gateways = new ArrayList<>();
    private Random random = new Random();
    private int runs;
    private int let;
    private boolean away;

    /** What happens, and how often of a thousand. */
    private enum Event {
        AUTHORIZE(380),
        /** It waits for the database while a second passes, which may be the last one of a window. */
        AUTHORIZE_SLOWLY(30),
        SETTLE(300),
        CANCEL(40),
        POST(110),
        RENEW(50),
        A_MOMENT_PASSES(40),
        A_QUARTER_HOUR_PASSES(3),
        /** To the last second of an hour. */
        THE_HOUR_ENDS(3),
        CRASH(4),
        COME_AGAIN(12),
        DATABASE_GOES(3),
        DATABASE_COMES(17),
        LIMIT_CHANGES(8);

        private final int frequency;

        Event(int frequency) {
            this.frequency = frequency;
        }

        static Event any(Random random) {
            int drawn = random.nextInt(1_000);
            for (Event event : values()) {
                drawn -= event.frequency;
                if (drawn < 0) {
                    return event;
                }
            }
            throw new AssertionError("The frequencies are of a thousand");
        }
    }

    /** A call that went out; lost with its gateway, if that dies before it has a record. */
    private static final class Call {
        private final int run;
        private final UserId user;
        private final long bound;
        private final Reservation reservation;
        private @Nullable UsageRecord settled;

        Call(int run, UserId user, long bound, Reservation reservation) {
            this.run = run;
            this.user = user;
            this.bound = bound;
            this.reservation = reservation;
        }

        Instant at() {
            return requireNonNull(reservation.admittedAt());
        }

        /** What it used, or may use. */
        BigDecimal figure(BudgetMeasure measure) {
            UsageRecord known = settled;
            return known != null
                    ? SharedAmounts.figure(measure, known)
                    : measure == BudgetMeasure.REQUESTS ? BigDecimal.ONE : BigDecimal.valueOf(bound);
        }
    }

    /** An installation: it may run again after it died, and its journal stays. */
    private final class Gateway {
        private final int installation;
        private final List<Call> journal = new ArrayList<>();
        private final List<Runnable> waiting = new ArrayList<>();
        private @Nullable AdmitSpendingService service;
        private int run;
        private boolean earlierPosted = true;

        Gateway(int installation) {
            this.installation = installation;
        }

        void start() {
            run = ++runs;
            waiting.clear();
            earlierPosted = false;
            service = new AdmitSpendingService(
                    amounts.directory(),
                    amounts.of(run, installation),
                    new CallBounds(new Books()),
                    BatchFiles.NONE,
                    BudgetMonitor.NONE,
                    () -> now,
                    () -> now.toEpochMilli() * 1_000_000,
                    waiting::add,
                    Duration.ofMinutes(10));
        }

        void crash() {
            service = null;
            calls.removeIf(call -> call.run == run && call.settled == null);
        }

        void exchange() {
            for (int i = 0; i < 5 && !waiting.isEmpty(); i++) {
                List<Runnable> due = List.copyOf(waiting);
                waiting.clear();
                due.forEach(Runnable::run);
            }
        }

        void renew() {
            if (service != null) {
                service.renew();
            }
        }

        /** As its poster does, which waits while the database is away. */
        void post() {
            if (service == null || away) {
                return;
            }
            List<UsageRecord> records =
                    journal.stream().map(call -> requireNonNull(call.settled)).toList();
            amounts.post(records);
            journal.forEach(BudgetModelTest.this::isPosted);
            calls.removeAll(journal);
            journal.clear();
            service.posted(records);
            if (!earlierPosted) {
                service.earlierCallsPosted();
                earlierPosted = true;
            }
        }
    }

    private record Books() implements PriceBookSource {
        @Override
        public Optional<PriceBook> priceBook(OrganizationId organizationId) {
            return Optional.of(NO_PRICES);
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    private void set(BudgetId id, BudgetTerms terms) {
        budgets.put(id, terms);
        amounts.set(id, terms);
    }

    private static BudgetTerms terms(
            String name,
            @Nullable BudgetDimension forEach,
            BudgetMeasure measure,
            String amount,
            BudgetWindow window,
            boolean strict) {
        return BudgetFixtures.with(
                BudgetFixtures.terms(name, BudgetSelector.EVERYTHING, forEach, measure, amount, window),
                BudgetAction.BLOCK,
                new BlockingRules(
                        BlockingRules.Bound.WORST_CASE,
                        BlockingRules.Unknown.REFUSE,
                        BlockingRules.Unknown.REFUSE,
                        null,
                        strict,
                        BlockingRules.WhenUnreachable.CLOSED));
    }

    private static BudgetWindow every(BudgetWindow.Calendar.Unit unit) {
        return new BudgetWindow.Calendar(unit);
    }

    private static BudgetedCall callOf(UserId user) {
        return new BudgetedCall(
                ACME,
                user,
                null,
                new Endpoint("extract_candidate_info"),
                new Operation("chat.completions"),
                Provider.OPENAI,
                new ModelName("gpt-4.1-nano"),
                Tags.NONE);
    }

    private static SpendingRequest request(UserId user, long input, long output) {
        return new SpendingRequest(
                callOf(user), new RequestBounds(input, output, 1, Set.of(), Set.of(ServiceTier.STANDARD), null), false);
    }

    @ParameterizedTest
    @CsvSource({
        // Two hours before the clocks are put back, and before they are put on, by night and over the end of a day.
        "1, 2026-10-24T21:30:00Z",
        "2, 2026-10-24T21:30:00Z",
        "3, 2026-10-24T21:30:00Z",
        "4, 2026-10-24T23:10:00Z",
        "5, 2027-03-27T22:30:00Z",
        "6, 2027-03-27T22:30:00Z",
        "7, 2027-03-28T00:05:00Z",
        // Over the end of a month, and of a year.
        "8, 2026-10-31T22:30:00Z",
        "9, 2026-12-31T22:30:00Z"
    })
    void whateverHappensNoAmountIsPassedByMoreThanIsStated(long seed, Instant start) {
        random = new Random(seed);
        now = start;
        Instant quarter = start.plus(Duration.ofMinutes(30));
        set(
                new BudgetId(new UUID(1, 1)),
                terms("day", null, BudgetMeasure.TOKENS, "40000", every(BudgetWindow.Calendar.Unit.DAY), false));
        set(
                new BudgetId(new UUID(1, 2)),
                terms(
                        "each user, by the hour",
                        BudgetDimension.USER,
                        BudgetMeasure.TOKENS,
                        "12000",
                        every(BudgetWindow.Calendar.Unit.HOUR),
                        false));
        set(
                new BudgetId(new UUID(1, 3)),
                terms("strict", null, BudgetMeasure.TOKENS, "60000", every(BudgetWindow.Calendar.Unit.MONTH), true));
        set(
                new BudgetId(new UUID(1, 4)),
                terms(
                        "the last hour",
                        null,
                        BudgetMeasure.REQUESTS,
                        "150",
                        new BudgetWindow.Rolling(Duration.ofHours(1)),
                        true));
        set(
                new BudgetId(new UUID(1, 5)),
                terms(
                        "once",
                        BudgetDimension.USER,
                        BudgetMeasure.REQUESTS,
                        "40",
                        new BudgetWindow.Once(
                                quarter.minusSeconds(quarter.getEpochSecond() % 900),
                                quarter.plus(Duration.ofHours(2)).minusSeconds(quarter.getEpochSecond() % 900)),
                        true));
        for (int i = 1; i <= 3; i++) {
            Gateway gateway = new Gateway(i);
            gateway.start();
            gateways.add(gateway);
        }
        int refused = 0;
        for (int step = 0; step < STEPS; step++) {
            Event event = Event.any(random);
            happened.merge(event, 1, Integer::sum);
            refused += happens(event, step);
            requireWithin(step + " " + event);
        }
        assertThat(let).isGreaterThan(200);
        assertThat(refused).isPositive();
        assertThat(happened.keySet()).containsExactlyInAnyOrder(Event.values());

        nothingIsStuck();
    }

    /** @return how many calls were refused */
    private int happens(Event event, long seed) {
        Gateway gateway = gateways.get(random.nextInt(gateways.size()));
        switch (event) {
            case AUTHORIZE -> {
                return authorize(gateway, Duration.ZERO);
            }
            case AUTHORIZE_SLOWLY -> {
                return authorize(gateway, Duration.ofSeconds(1));
            }
            case SETTLE -> anyOpen().ifPresent(call -> settle(call, seed));
            case CANCEL ->
                anyOpen().ifPresent(call -> {
                    call.reservation.cancel();
                    calls.remove(call);
                });
            case POST -> gateway.post();
            case RENEW -> gateway.renew();
            case A_MOMENT_PASSES -> letPass(Duration.ofMillis(700));
            case A_QUARTER_HOUR_PASSES -> letPass(Duration.ofMinutes(15));
            case THE_HOUR_ENDS ->
                letPass(Duration.between(now, Instant.ofEpochSecond((now.getEpochSecond() / 3_600 + 1) * 3_600 - 1)));
            case CRASH -> {
                if (gateway.service != null) {
                    gateway.crash();
                }
            }
            case COME_AGAIN ->
                gateways.stream()
                        .filter(dead -> dead.service == null)
                        .findFirst()
                        .ifPresent(Gateway::start);
            case DATABASE_GOES -> goAway(true);
            case DATABASE_COMES -> goAway(false);
            case LIMIT_CHANGES -> changeALimit();
        }
        return 0;
    }

    private void goAway(boolean gone) {
        away = gone;
        amounts.goAway(gone);
    }

    private int authorize(Gateway gateway, Duration wait) {
        AdmitSpendingService service = gateway.service;
        if (service == null) {
            return 0;
        }
        long input = random.nextInt(300);
        long output = random.nextInt(300);
        UserId user = new UserId("user " + random.nextInt(4));
        CompletableFuture<SpendingVerdict> verdict = service.admit(request(user, input, output));
        now = now.plus(wait);
        gateway.exchange();
        if (verdict.join() instanceof SpendingVerdict.Admitted admitted) {
            let++;
            Call call = new Call(gateway.run, user, input + output, admitted.reservation());
            calls.add(call);
            budgets.forEach((id, terms) -> {
                if (isIn(terms, call) && call.figure(terms.measure()).signum() > 0) {
                    assertThat(amounts.holds(key(id, terms, call), call.run))
                            .as("%s: a lease covers the call", terms.name())
                            .isTrue();
                }
            });
            return 0;
        }
        return 1;
    }

    private Optional<Call> anyOpen() {
        List<Call> open = calls.stream().filter(call -> call.settled == null).toList();
        return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
    }

    private void settle(Call call, long seed) {
        long used = call.bound == 0 ? 0 : random.nextLong(call.bound + 1);
        long output = used == 0 ? 0 : random.nextLong(used + 1);
        UsageRecord settled = aUsageRecord()
                .at(call.at())
                .by(call.user)
                .withTokens(used - output, output)
                .withSeed(seed)
                .build();
        Gateway gateway = gateways.stream()
                .filter(running -> running.service != null && running.run == call.run)
                .findFirst()
                .orElseThrow();
        requireNonNull(gateway.service).spent(call.reservation, settled);
        call.settled = settled;
        gateway.journal.add(call);
    }

    /** Gateways that are alive renew what they hold. */
    private void letPass(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            Instant next = now.plusSeconds(15);
            now = next.isBefore(end) ? next : end;
            noteUncovered();
            gateways.forEach(Gateway::renew);
        }
        if (!away) {
            // All know of an amount that was lowered: what was left to them of it is gone.
            used().forEach((key, figure) -> allowed.computeIfPresent(
                    key,
                    (unused, most) -> most.min(
                            figure.max(requireNonNull(budgets.get(key.budget())).amount()))));
        }
    }

    private void changeALimit() {
        List<BudgetId> ids = List.copyOf(budgets.keySet());
        BudgetId id = ids.get(random.nextInt(ids.size()));
        BudgetTerms terms = requireNonNull(budgets.get(id));
        int percent = 60 + random.nextInt(90);
        BigDecimal amount = terms.amount()
                .multiply(BigDecimal.valueOf(percent))
                .movePointLeft(2)
                .setScale(0, RoundingMode.HALF_UP)
                .max(BigDecimal.TEN);
        set(id, BudgetFixtures.of(terms, amount.toPlainString()));
    }

    /** Of calls whose gateway's lease has ended, others may get what is set aside for them. */
    private void noteUncovered() {
        for (Call call : calls) {
            budgets.forEach((id, terms) -> {
                LeaseKey key = key(id, terms, call);
                boolean countsForNothing = call.figure(terms.measure()).signum() == 0;
                if (isIn(terms, call) && !countsForNothing && !amounts.holds(key, call.run)) {
                    uncovered.computeIfAbsent(key, unknown -> new HashSet<>()).add(call);
                }
            });
        }
    }

    private void isPosted(Call call) {
        budgets.forEach((id, terms) -> {
            if (isIn(terms, call)) {
                BigDecimal figure = call.figure(terms.measure());
                posted.merge(key(id, terms, call), figure, BigDecimal::add);
                if (terms.window() instanceof BudgetWindow.Rolling) {
                    postedOfLastHours.merge(call.at(), figure, BigDecimal::add);
                }
            }
        });
    }

    private static boolean isIn(BudgetTerms terms, Call call) {
        return terms.window().at(call.at(), BERLIN).contains(call.at());
    }

    private static LeaseKey key(BudgetId id, BudgetTerms terms, Call call) {
        return new LeaseKey(
                ACME,
                id,
                terms.subjectOf(callOf(call.user)),
                terms.window() instanceof BudgetWindow.Rolling
                        ? Instant.EPOCH
                        : terms.window().at(call.at(), BERLIN).from());
    }

    /** What all calls used or may use, by the reference. */
    private Map<LeaseKey, BigDecimal> used() {
        Map<LeaseKey, BigDecimal> used = new HashMap<>();
        posted.forEach((key, figure) -> used.put(
                key,
                requireNonNull(budgets.get(key.budget())).window() instanceof BudgetWindow.Rolling rolling
                        ? postedOfLastHours.tailMap(rolling.at(now, BERLIN).from(), true).values().stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                        : figure));
        budgets.forEach((id, terms) -> {
            for (Call call : calls) {
                boolean counts = terms.window() instanceof BudgetWindow.Rolling
                        ? terms.window().at(now, BERLIN).contains(call.at())
                        : isIn(terms, call);
                if (counts) {
                    used.merge(key(id, terms, call), call.figure(terms.measure()), BigDecimal::add);
                }
            }
        });
        return used;
    }

    /** By the reference: what all calls used or may use, against what the amount allowed. */
    private void requireWithin(String step) {
        noteUncovered();
        used().forEach((key, figure) -> {
            BudgetTerms terms = requireNonNull(budgets.get(key.budget()));
            BigDecimal known = amounts.spent(key).add(amounts.held(key));
            BigDecimal most =
                    allowed.getOrDefault(key, terms.amount()).min(known).max(terms.amount());
            allowed.put(key, most);
            BigDecimal beyond = uncovered.getOrDefault(key, Set.of()).stream()
                    .map(call -> call.figure(terms.measure()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (terms.blocking().strict()) {
                assertThat(beyond).as("%s: %s is held", step, key).isZero();
            }
            assertThat(figure)
                    .as("%s: %s of %s, with %s beyond", step, key, terms.amount(), beyond)
                    .isLessThanOrEqualTo(most.add(beyond));
        });
    }

    /** When all is over, nobody holds anything, and what was not spent can be used to the last token. */
    private void nothingIsStuck() {
        goAway(false);
        gateways.stream().filter(gateway -> gateway.service == null).forEach(Gateway::start);
        calls.stream().filter(call -> call.settled == null).forEach(call -> call.reservation.cancel());
        gateways.forEach(Gateway::post);
        letPass(SharedAmounts.LIFETIME.plusSeconds(5));
        for (LeaseKey key : amounts.amounts()) {
            assertThat(amounts.held(key)).as("%s", key).isEqualByComparingTo("0");
        }
        UserId nobodyYet = new UserId("nobody yet");
        budgets.forEach((id, terms) -> {
            if (!terms.name().equals("day")) {
                amounts.end(id);
            }
        });
        BudgetId day = budgets.keySet().iterator().next();
        BudgetTerms terms = requireNonNull(budgets.get(day));
        LeaseKey key = new LeaseKey(
                ACME,
                day,
                terms.subjectOf(callOf(nobodyYet)),
                terms.window().at(now, BERLIN).from());
        long left = terms.amount().subtract(amounts.spent(key)).longValueExact();
        Gateway gateway = gateways.getFirst();
        if (left > 0) {
            CompletableFuture<SpendingVerdict> verdict =
                    requireNonNull(gateway.service).admit(request(nobodyYet, left, 0));
            gateway.exchange();
            assertThat(verdict.join()).isInstanceOf(SpendingVerdict.Admitted.class);
        }
        CompletableFuture<SpendingVerdict> oneMore =
                requireNonNull(gateway.service).admit(request(nobodyYet, Math.max(1, 1 - left), 0));
        gateway.exchange();
        assertThat(oneMore.join()).isInstanceOf(SpendingVerdict.Refused.class);
    }
}
