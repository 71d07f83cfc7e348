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
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.report.Attribute;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.usage.CallFilter;
import io.tokentally.domain.usage.UsageRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Compares a ledger with other ways to the same, in turns: policies with explicit conditions, its pages of calls with {@code COPY}, its
 * answers with those of DuckDB on the same rows, if its driver is on the class path; and drops a month. Arguments: a folder for the
 * database, the number of users, the days, and how many thousands of calls. It leaves the rows in {@code calls.csv} of that folder.
 */
final class LedgerComparisons {

    private static final int ROUNDS = 31;
    private static final int ROUNDS_OF_EXPORT = 3;
    /** As an export has it. */
    private static final int PAGE = 2_000;

    private static final String ORGANIZATION = Ledger.ORGANIZATION.value();
    private static final String CALLS = """
        SELECT created_at, user_id, endpoint, coalesce(served_model, model) AS model, input_tokens, output_tokens, total_cost,
            response_time_ms, success
        FROM api_usage_logs WHERE organization_id = '%s' AND NOT free_of_charge""".formatted(ORGANIZATION);

    private final Postgres postgres;
    private final Ledger ledger;
    private final Viewer admin;
    private final Path rows;
    private final PrintStream out = System.out;

    private LedgerComparisons(Postgres postgres, Ledger ledger, Path folder) {
        this.postgres = postgres;
        this.ledger = ledger;
        this.admin = ledger.member("admin", Role.ADMIN);
        this.rows = folder.resolve("calls.csv").toAbsolutePath();
    }

    /** Something that is measured, in milliseconds. */
    private interface Timed {
        void run() throws SQLException, IOException;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int users = Integer.parseInt(arguments[1]);
        int days = Integer.parseInt(arguments[2]);
        long calls = Long.parseLong(arguments[3]) * 1_000;
        try (Postgres postgres = Postgres.start(folder, FreePort.find());
                Ledger ledger = new Ledger(postgres)) {
            LedgerComparisons comparisons = new LedgerComparisons(postgres, ledger, folder);
            comparisons.fill(users, days, calls);
            comparisons.comparePolicies();
            comparisons.compareExport(calls);
            comparisons.compareDuckDb();
            comparisons.dropMonth(days);
        }
    }

    private void fill(int users, int days, long calls) {
        PriceBook book = ledger.bean(ListPrices.class).priceBook();
        LocalDate firstDay = Questions.LAST_DAY.minusDays(days - 1L);
        UsagePlan plan = new UsagePlan(List.of(Ledger.ORGANIZATION), users, calls, firstDay, days, 1);
        UsageGenerator generator = new UsageGenerator(plan, id -> Optional.of(book), 5_000);
        new UsagePosting(ledger.bean(UsageLedger.class), Duration.ofSeconds(1)).post(generator, batch -> {});
        ledger.asOwner().sql("VACUUM ANALYZE").update();
        out.printf(Locale.ROOT, "%,d calls of %d users in %d days%n", calls, users, days);
    }

    /** The same statements under row-level security, as an admin, and as the owner, whom policies do not bind. */
    private void comparePolicies() throws SQLException, IOException {
        String since = "'" + Questions.LAST_DAY.minusDays(29) + "'";
        Map<String, String> statements = new LinkedHashMap<>();
        statements.put(
                "30 days by kind",
                "SELECT series, sum(calls), sum(input_tokens), sum(total_cost) FROM usage_series_days"
                        + " WHERE organization_id = '%s' AND day >= %s GROUP BY series");
        statements.put(
                "30 days by caller and kind",
                "SELECT series, caller, sum(calls), sum(input_tokens), sum(total_cost) FROM usage_days"
                        + " WHERE organization_id = '%s' AND day >= %s GROUP BY series, caller");
        statements.put(
                "newest 50 calls",
                "SELECT * FROM api_usage_logs WHERE organization_id = '%s' AND created_at >= %s"
                        + " ORDER BY created_at DESC, id DESC LIMIT 50");
        out.println("\npolicies, and explicit conditions alone: median, least and most in ms");
        try (Connection viewer = ledger.connectAs(admin);
                Connection owner = postgres.connectToLedger()) {
            for (Map.Entry<String, String> statement : statements.entrySet()) {
                String sql = statement.getValue().formatted(ORGANIZATION, since);
                Map<String, Timed> ways = new LinkedHashMap<>();
                ways.put("policies", () -> read(viewer, sql));
                ways.put("conditions", () -> read(owner, sql));
                report(statement.getKey(), inTurns(ways, ROUNDS));
            }
        }
    }

    /** All calls by the pages of an export, as records, and by COPY of the view. */
    private void compareExport(long calls) throws SQLException, IOException {
        out.println("\nall calls by pages, and by COPY: median, least and most in ms");
        try (Connection owner = postgres.connectToLedger()) {
            Map<String, Timed> ways = new LinkedHashMap<>();
            ways.put("pages", this::exportAll);
            ways.put(
                    "COPY",
                    () -> copy(
                            owner,
                            "SELECT * FROM api_usage_logs WHERE organization_id = '" + ORGANIZATION + "'",
                            OutputStream.nullOutputStream()));
            Map<String, List<Double>> times = inTurns(ways, ROUNDS_OF_EXPORT);
            report("all calls", times);
            times.forEach((way, millis) ->
                    out.printf(Locale.ROOT, "%-28s %-12s %,10.0f rows/s%n", "", way, calls / median(millis) * 1e3));
        }
        long before = heapInUse();
        List<Long> during = new ArrayList<>();
        exportAll(() -> during.add(heapInUse()));
        out.printf(
                Locale.ROOT,
                "%-28s %-12s %,10.1f MB more than before at most, of %d collections%n",
                "",
                "pages hold",
                (Collections.max(during) - before) / 1e6,
                during.size());
    }

    private void exportAll() {
        exportAll(() -> {});
    }

    private void exportAll(Runnable withEachPage) {
        UsageRecord last = null;
        List<UsageRecord> page;
        do {
            UsageRecord behind = last;
            page = ledger.reading(() -> page(behind));
            withEachPage.run();
            last = page.isEmpty() ? null : page.getLast();
        } while (page.size() == PAGE);
    }

    /** What is held after a collection, whole pages included. */
    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private List<UsageRecord> page(@Nullable UsageRecord behind) {
        return ledger.bean(CallHistory.class)
                .findOlder(
                        admin,
                        UsageScope.ORGANIZATION,
                        Questions.range(3_650),
                        CallFilter.ALL,
                        behind == null ? null : behind.id(),
                        PAGE);
    }

    private void compareDuckDb() throws SQLException, IOException {
        try (Connection owner = postgres.connectToLedger();
                OutputStream file = Files.newOutputStream(rows)) {
            copy(owner, CALLS, file);
        }
        out.printf(Locale.ROOT, "%nrows for others: %s, %,d bytes%n", rows, Files.size(rows));
        Questions questions = new Questions(ledger, admin);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            try (Statement statement = duck.createStatement()) {
                statement.execute("CREATE TABLE calls AS SELECT * FROM read_csv('%s')".formatted(rows));
            }
            out.println("the ledger, and DuckDB in memory: median, least and most in ms");
            for (Map.Entry<String, List<String>> question : Rows.QUESTIONS.entrySet()) {
                Map<String, Timed> ways = new LinkedHashMap<>();
                ways.put("ledger", () -> ask(questions, question.getKey()));
                ways.put("DuckDB", () -> {
                    for (String sql : question.getValue()) {
                        read(duck, sql);
                    }
                });
                report(question.getKey(), inTurns(ways, ROUNDS));
            }
        } catch (SQLException e) {
            out.println("DuckDB was not compared: " + e.getMessage());
        }
    }

    private void ask(Questions questions, String question) {
        Object answer = switch (question) {
            case Rows.OVERVIEW -> questions.overview(admin, UsageScope.ORGANIZATION, 30);
            case Rows.BY_USER_AND_MODEL ->
                questions.report(
                        Questions.ZONE, Grain.DAY, List.of(Attribute.USER, Attribute.MODEL), Questions.FILTERS);
            case Rows.NEWEST_FAILED ->
                questions.newest(admin, UsageScope.ORGANIZATION, CallFilter.ALL.withStatus(CallFilter.Status.FAILED));
            default -> throw new IllegalArgumentException(question);
        };
        if (answer == null) {
            throw new IllegalStateException("Nobody answered: " + question);
        }
    }

    /** The oldest whole month goes, as retention does it. */
    private void dropMonth(int days) throws SQLException, IOException {
        LocalDate month =
                Questions.LAST_DAY.minusDays(days - 1L).withDayOfMonth(1).plusMonths(1);
        long calls = ledger.asOwner()
                .sql("SELECT count(*) FROM usage_calls WHERE organization_id = ? AND created_at >= ? AND created_at"
                        + " < ?")
                .params(ORGANIZATION, month, month.plusMonths(1))
                .query(Long.class)
                .single();
        try (Connection owner = postgres.connectToLedger()) {
            read(owner, "SELECT seal_usage('%s', month_start('%s'))".formatted(ORGANIZATION, month.plusMonths(1)));
            read(
                    owner,
                    "SELECT remove_sealed_calls('%s', '%s', false, 100000000)"
                            .formatted(ORGANIZATION, month.minusMonths(1)));
            long start = System.nanoTime();
            read(owner, "SELECT drop_usage_month('%s', ARRAY['%s'], false)".formatted(month, ORGANIZATION));
            out.printf(
                    Locale.ROOT,
                    "%na month with %,d calls dropped in %.1f ms%n",
                    calls,
                    (System.nanoTime() - start) / 1e6);
        }
    }

    private static void read(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int columns = answer.getMetaData().getColumnCount();
            while (answer.next()) {
                answer.getObject(columns);
            }
        }
    }

    private static void copy(Connection connection, String query, OutputStream target)
            throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (%s) TO STDOUT (FORMAT csv, HEADER)".formatted(query), target);
    }

    /** How long each took in each round, after one that does not count. */
    private static Map<String, List<Double>> inTurns(Map<String, Timed> ways, int rounds)
            throws SQLException, IOException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Timed> way : ways.entrySet()) {
                long start = System.nanoTime();
                way.getValue().run();
                double spent = (System.nanoTime() - start) / 1e6;
                if (round >= 0) {
                    times.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(spent);
                }
            }
        }
        return times;
    }

    private void report(String question, Map<String, List<Double>> times) {
        times.forEach((way, millis) -> out.printf(
                Locale.ROOT,
                "%-28s %-12s %10.1f  (%.1f to %.1f)%n",
                question,
                way,
                median(millis),
                Collections.min(millis),
                Collections.max(millis)));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
