package io.tokentally.benchmark;

import io.tokentally.application.port.in.budget.SpendingRequest;
import io.tokentally.application.port.in.budget.SpendingVerdict;
import io.tokentally.application.port.out.budget.BatchFiles;
import io.tokentally.application.port.out.budget.BlockingBudgets;
import io.tokentally.application.port.out.budget.BudgetLeases;
import io.tokentally.application.port.out.budget.BudgetMonitor;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.service.budget.AdmitSpendingService;
import io.tokentally.application.service.budget.CallBounds;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.budget.BlockingRules;
import io.tokentally.domain.budget.Budget;
import io.tokentally.domain.budget.BudgetAction;
import io.tokentally.domain.budget.BudgetId;
import io.tokentally.domain.budget.BudgetMeasure;
import io.tokentally.domain.budget.BudgetSelector;
import io.tokentally.domain.budget.BudgetSelector.SelectedTag;
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
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.PriceBook;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What budgets add to a call that leases cover: finding those that are for it, what it may cost at most, setting that aside on each and
 * giving it back. The promise: at most ten microseconds, among ten thousand budgets as well.
 */
public final class AdmissionBenchmark {

    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ModelName MODEL = new ModelName("gpt-4.1-nano");

    /** Calls that are timed together, so that the clock weighs nothing. */
    private static final int BATCH = 10;

    private static final int BATCHES = 2_000;

    /** Budgets that an organization may have. */
    private static final int MANY = 10_000;

    /** What is compared. */
    public enum Way {
        NO_BUDGET(0, 0),
        ONE_MATCHES(1, 0),
        TWENTY_MATCH(20, 0),
        ONE_OF_TEN_THOUSAND_MATCHES(1, MANY - 1),
        TWENTY_OF_TEN_THOUSAND_MATCH(20, MANY - 20);

        private final int matching;
        private final int others;

        Way(int matching, int others) {
            this.matching = matching;
            this.others = others;
        }
    }

    private final PriceBook book;
    private final Map<Way, AdmitSpendingService> services = new EnumMap<>(Way.class);
    private final SpendingRequest request = new SpendingRequest(
            new BudgetedCall(
                    ACME,
                    new UserId("ada"),
                    null,
                    new Endpoint("search"),
                    new Operation("chat.completions"),
                    Provider.OPENAI,
                    MODEL,
                    new Tags(Map.of("team", "search", "env", "prod"))),
            new RequestBounds(2_000, 500L, 1, Set.of(), Set.of(ServiceTier.STANDARD, ServiceTier.PRIORITY), null),
            false);

    AdmissionBenchmark(PriceBook book) {
        this.book = book;
        for (Way way : Way.values()) {
            services.put(way, service(way));
        }
    }

    /** Arguments: how many rounds. */
    public static void main(String[] arguments) {
        AdmissionBenchmark benchmark = new AdmissionBenchmark(PricingBenchmark.builtInBook());
        int rounds = Integer.parseInt(arguments[0]);
        Map<Way, List<Double>> all = new EnumMap<>(Way.class);
        // The first two are for the compiler.
        for (int round = -2; round < rounds; round++) {
            for (Way way : Way.values()) {
                double microseconds = benchmark.measure(way, BATCHES);
                if (round >= 0) {
                    all.computeIfAbsent(way, none -> new ArrayList<>()).add(microseconds);
                }
            }
        }
        print(all, System.out);
    }

    private static void print(Map<Way, List<Double>> all, PrintStream out) {
        out.printf("%-32s %14s %14s%n", "µs for a call", "median", "worst round");
        all.forEach((way, rounds) -> {
            List<Double> sorted = rounds.stream().sorted().toList();
            out.printf("%-32s %14.3f %14.3f%n", way, sorted.get(sorted.size() / 2), sorted.getLast());
        });
    }

    /** @return the median of batches, in microseconds for a call */
    double measure(Way way, int batches) {
        AdmitSpendingService service = services.get(way);
        if (service == null) {
            throw new IllegalStateException("Nothing is prepared for " + way);
        }
        // As the job does each second: what is held lasts to its end.
        service.renew();
        long[] nanos = new long[batches];
        for (int batch = 0; batch < batches; batch++) {
            long begun = System.nanoTime();
            for (int call = 0; call < BATCH; call++) {
                admit(service);
            }
            nanos[batch] = System.nanoTime() - begun;
        }
        Arrays.sort(nanos);
        return nanos[batches / 2] / 1_000.0 / BATCH;
    }

    private void admit(AdmitSpendingService service) {
        if (!(service.admit(request).join() instanceof SpendingVerdict.Admitted admitted)) {
            throw new IllegalStateException("A call was refused that a lease covers");
        }
        admitted.reservation().cancel();
    }

    private AdmitSpendingService service(Way way) {
        List<Budget> budgets = new ArrayList<>();
        for (int number = 0; number < way.matching; number++) {
            budgets.add(budget(number, matching(number)));
        }
        for (int number = 0; number < way.others; number++) {
            budgets.add(budget(MANY + number, ofOthers(number)));
        }
        BlockingBudgets blocking = new BlockingBudgets(ReportingCalendar.PRESET, budgets);
        return new AdmitSpendingService(
                organization -> blocking,
                new PlentyOfLeases(),
                new CallBounds(new OneBook(book)),
                BatchFiles.NONE,
                BudgetMonitor.NONE,
                Clock.systemUTC(),
                System::nanoTime,
                Runnable::run,
                Duration.ofSeconds(3));
    }

    /** Of all kinds that are for the call. */
    private static BudgetSelector matching(int number) {
        return switch (number % 5) {
            case 0 -> BudgetSelector.EVERYTHING;
            case 1 -> selector("ada", null, null, null);
            case 2 -> selector(null, "search", null, null);
            case 3 -> selector(null, null, "gpt-4*", null);
            default -> selector(null, null, null, new SelectedTag("team", "search"));
        };
    }

    /** Of all kinds that are for other calls. */
    private static BudgetSelector ofOthers(int number) {
        return switch (number % 4) {
            case 0 -> selector("user " + number, null, null, null);
            case 1 -> selector(null, "endpoint " + number, null, null);
            case 2 -> selector(null, null, "model-%d-*".formatted(number), null);
            default -> selector(null, null, null, new SelectedTag("team", "team " + number));
        };
    }

    private static BudgetSelector selector(
            @Nullable String user, @Nullable String endpoint, @Nullable String model, @Nullable SelectedTag tag) {
        return new BudgetSelector(
                user == null ? null : new UserId(user),
                null,
                endpoint == null ? null : new Endpoint(endpoint),
                null,
                null,
                model == null ? null : new ModelPattern(model),
                tag);
    }

    private static Budget budget(int number, BudgetSelector selector) {
        BudgetMeasure[] measures = BudgetMeasure.values();
        BudgetWindow.Calendar.Unit[] units = BudgetWindow.Calendar.Unit.values();
        return new Budget(
                ACME,
                new BudgetId(new UUID(0, number)),
                1,
                new BudgetTerms(
                        "budget " + number,
                        selector,
                        null,
                        // The dearest to count comes first.
                        measures[number % measures.length],
                        BigDecimal.valueOf(1_000_000_000),
                        new BudgetWindow.Calendar(units[(number + 3) % units.length]),
                        BudgetAction.BLOCK,
                        List.of(),
                        new BlockingRules(
                                BlockingRules.Bound.WORST_CASE,
                                BlockingRules.Unknown.REFUSE,
                                BlockingRules.Unknown.REFUSE,
                                null,
                                false,
                                BlockingRules.WhenUnreachable.CLOSED)),
                new UserId("owner"),
                Clock.systemUTC().instant(),
                null);
    }

    private record OneBook(PriceBook book) implements PriceBookSource {
        @Override
        public Optional<PriceBook> priceBook(OrganizationId organizationId) {
            return Optional.of(book);
        }

        @Override
        public boolean isReady() {
            return true;
        }
    }

    /** As a database grants them where amounts are large: four in a hundred of what is left. */
    private static final class PlentyOfLeases implements BudgetLeases {

        private static final BigDecimal AMOUNT = BigDecimal.valueOf(1_000_000_000);
        private static final BigDecimal SHARE = BigDecimal.valueOf(40_000_000);

        @Override
        public Duration lifetime() {
            return Duration.ofMinutes(1);
        }

        @Override
        public List<Grant> exchange(List<Claim> claims) {
            return claims.stream()
                    .map(claim -> new Grant(
                            claim.key(),
                            AMOUNT,
                            BigDecimal.ZERO,
                            BigDecimal.ZERO,
                            claim.held().signum() == 0 ? SHARE : BigDecimal.ZERO))
                    .toList();
        }

        @Override
        public void hold(List<Hold> holds) {
            throw new IllegalStateException("No call is without a price");
        }

        @Override
        public void dropEarlier() {
            throw new IllegalStateException("There were no earlier runs");
        }
    }
}
