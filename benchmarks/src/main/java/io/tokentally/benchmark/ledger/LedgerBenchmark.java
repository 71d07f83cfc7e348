package io.tokentally.benchmark.ledger;

import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.usage.CallHistory;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.benchmark.product.FreePort;
import io.tokentally.benchmark.product.Postgres;
import io.tokentally.demo.generate.UsageGenerator;
import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.demo.generate.UsagePosting;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.Endpoint;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.CallRanking;
import io.tokentally.domain.usage.UsageRecord;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fills a ledger with believable usage of one organization, and asks it the questions of a dashboard. Arguments: a folder for the
 * database, the number of users, the days, and how many thousands of calls.
 */
final class LedgerBenchmark {

    private static final int BATCH = 5_000;
    private static final int ROUNDS = 15;

    private final Ledger ledger;
    private final Viewer admin;
    private final Viewer member;
    private final Questions questions;
    private final PrintStream out;

    private LedgerBenchmark(Ledger ledger, PrintStream out) {
        this.ledger = ledger;
        this.admin = ledger.member("admin", Role.ADMIN);
        this.member = ledger.member("user-050@acme.example", Role.MEMBER);
        this.questions = new Questions(ledger, admin);
        this.out = out;
    }

    public static void main(String[] arguments) throws Exception {
        int users = Integer.parseInt(arguments[1]);
        int days = Integer.parseInt(arguments[2]);
        try (Postgres postgres = Postgres.start(Path.of(arguments[0]), FreePort.find());
                Ledger ledger = new Ledger(postgres)) {
            PriceBook book = ledger.bean(ListPrices.class).priceBook();
            LedgerBenchmark benchmark = new LedgerBenchmark(ledger, System.out);
            long calls = Long.parseLong(arguments[3]) * 1_000;
            UsagePlan plan = new UsagePlan(
                    List.of(Ledger.ORGANIZATION), users, calls, Questions.LAST_DAY.minusDays(days - 1L), days, 1);
            UsageGenerator generator = new UsageGenerator(plan, id -> Optional.of(book), BATCH);
            System.out.printf(Locale.ROOT, "%d users, %d days%n", users, days);
            benchmark.fill(generator, calls);
            benchmark.ask(calls);
        }
    }

    /** Half of them by one writer, and half by two. */
    private void fill(UsageGenerator generator, long calls) {
        UsageLedger writer = ledger.bean(UsageLedger.class);
        long posted = 0;
        long spent = 0;
        while (posted < calls / 2) {
            List<UsageRecord> batch = generator.next();
            long start = System.nanoTime();
            writer.post(batch);
            spent += System.nanoTime() - start;
            posted += batch.size();
        }
        out.printf(Locale.ROOT, "posted by one writer   %,10d calls, %,8.0f/s%n", posted, posted / (spent / 1e9));
        long start = System.nanoTime();
        new UsagePosting(writer, Duration.ofSeconds(1)).post(generator, batch -> {});
        long rest = calls - posted;
        out.printf(
                Locale.ROOT,
                "posted by two writers  %,10d calls, %,8.0f/s (generated beside it)%n",
                rest,
                rest / ((System.nanoTime() - start) / 1e9));
        ledger.asOwner().sql("VACUUM ANALYZE").update();
        long bytes = ledger.asOwner()
                .sql("SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relname LIKE 'usage\\_%'"
                        + " AND relkind IN ('r', 'm')")
                .query(Long.class)
                .single();
        out.printf(Locale.ROOT, "bytes per call         %,10d%n", bytes / calls);
        ledger.asOwner()
                .sql("SELECT relname || '  ' || reltuples::bigint FROM pg_class WHERE relname LIKE 'usage\\_%days'"
                        + " OR relname LIKE 'usage\\_%hours' ORDER BY 1")
                .query((row, number) -> row.getString(1))
                .list()
                .forEach(out::println);
    }

    private void ask(long calls) {
        Map<String, Supplier<?>> asked = new LinkedHashMap<>();
        asked.put("overview, 30 days", () -> questions.overview(admin, UsageScope.ORGANIZATION, 30));
        asked.put("overview, 90 days", () -> questions.overview(admin, UsageScope.ORGANIZATION, 90));
        asked.put("overview of a member, 30 days", () -> questions.overview(member, UsageScope.OWN, 30));
        asked.put(
                "model by endpoint by day, 30 days, two filters",
                () -> questions.report(
                        Questions.ZONE, Grain.DAY, List.of(Attribute.MODEL, Attribute.ENDPOINT), Questions.FILTERS));
        asked.put(
                "user by model by day, 30 days, two filters",
                () -> questions.report(
                        Questions.ZONE, Grain.DAY, List.of(Attribute.USER, Attribute.MODEL), Questions.FILTERS));
        asked.put(
                "user by model, 30 days",
                () -> questions.report(
                        Questions.ZONE, Grain.TOTAL, List.of(Attribute.USER, Attribute.MODEL), Map.of()));
        asked.put(
                "endpoint by day in Kathmandu, 30 days",
                () -> questions.report(ZoneId.of("Asia/Kathmandu"), Grain.DAY, List.of(Attribute.ENDPOINT), Map.of()));
        asked.put(
                "user by day in Kathmandu, 30 days",
                () -> questions.report(ZoneId.of("Asia/Kathmandu"), Grain.DAY, List.of(Attribute.USER), Map.of()));
        asked.put(
                "response times by model by day, 30 days",
                () -> questions.times(admin, Grain.DAY, List.of(Attribute.MODEL)));
        asked.put(
                "response times by user, 30 days", () -> questions.times(admin, Grain.TOTAL, List.of(Attribute.USER)));
        asked.put(
                "one's own response times by model, 30 days",
                () -> questions.times(member, Grain.TOTAL, List.of(Attribute.MODEL)));
        CallFilter all = CallFilter.ALL;
        asked.put(
                "the 100 dearest of 90 days", () -> questions.top(admin, UsageScope.ORGANIZATION, CallRanking.DEAREST));
        asked.put(
                "the 100 slowest of 90 days", () -> questions.top(admin, UsageScope.ORGANIZATION, CallRanking.SLOWEST));
        asked.put(
                "the 100 slowest of one's own, 90 days",
                () -> questions.top(member, UsageScope.OWN, CallRanking.SLOWEST));
        asked.put("newest 50 calls", () -> questions.newest(admin, UsageScope.ORGANIZATION, all));
        asked.put("newest 50 of one's own", () -> questions.newest(member, UsageScope.OWN, all));
        asked.put(
                "newest 50 failed",
                () -> questions.newest(admin, UsageScope.ORGANIZATION, all.withStatus(CallFilter.Status.FAILED)));
        asked.put(
                "newest 50 of an endpoint",
                () -> questions.newest(
                        admin, UsageScope.ORGANIZATION, all.withEndpoint(new Endpoint("extract_candidate_info"))));
        asked.put(
                "newest 50 of a user",
                () -> questions.newest(admin, UsageScope.ORGANIZATION, all.withUserId(member.userId())));
        asked.put(
                "newest 50 of a user and failed",
                () -> questions.newest(
                        admin,
                        UsageScope.ORGANIZATION,
                        all.withUserId(member.userId()).withStatus(CallFilter.Status.FAILED)));
        asked.put(
                "newest 50 of a model and failed",
                () -> questions.newest(
                        admin,
                        UsageScope.ORGANIZATION,
                        all.withModel(new ModelName("gpt-5-mini")).withStatus(CallFilter.Status.FAILED)));
        asked.put(
                "count of failed, 90 days",
                () -> ledger.reading(() -> ledger.bean(CallHistory.class)
                        .count(
                                admin,
                                UsageScope.ORGANIZATION,
                                Questions.range(90),
                                all.withStatus(CallFilter.Status.FAILED))));
        out.printf(Locale.ROOT, "%n%,d calls: median, least and most of %d rounds, in ms%n", calls, ROUNDS);
        asked.forEach((name, question) -> out.printf(Locale.ROOT, "%-48s %s%n", name, timed(question)));
        long start = System.nanoTime();
        ledger.asOwner()
                .sql("SELECT cut_days(?, 'Asia/Kathmandu')")
                .param(Ledger.ORGANIZATION.value())
                .query()
                .singleRow();
        out.printf(
                Locale.ROOT,
                "all days by the clocks of another zone, once %12.1f%n",
                (System.nanoTime() - start) / 1e6);
    }

    /** After two rounds that do not count. */
    private static String timed(Supplier<?> question) {
        List<Double> millis = new ArrayList<>();
        for (int round = -2; round < ROUNDS; round++) {
            long start = System.nanoTime();
            Object answer = question.get();
            double spent = (System.nanoTime() - start) / 1e6;
            if (round >= 0 && answer != null) {
                millis.add(spent);
            }
        }
        Collections.sort(millis);
        return String.format(
                Locale.ROOT,
                "%8.1f  (%.1f to %.1f)",
                millis.get(millis.size() / 2),
                millis.getFirst(),
                millis.getLast());
    }
}
