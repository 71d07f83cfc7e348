package io.tokentally.benchmark.fault;

import io.tokentally.benchmark.product.Postgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the ledger says of budgets that were held while things broke: each amount of each window, against what it may have come to. */
final class BudgetCheck {

    /** Where an amount is at least so many times what all callers can use at once, refusals begin late. */
    private static final BigDecimal TIMES = BigDecimal.valueOf(20);

    private static final BigDecimal USED_BEFORE_REFUSALS = new BigDecimal("0.95");

    private final ZoneId zone;
    private final List<Row> rows;
    private final BudgetLoad load;
    private final Set<Long> late;
    private final int gateways;
    private final List<String> lines = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    /** A call in the ledger. */
    private record Row(
            long call, Instant at, String user, String endpoint, BigDecimal cost, BigDecimal tokens, boolean success) {

        BigDecimal figure(TestedBudget budget) {
            return switch (budget.measure()) {
                case "cost" -> cost;
                case "tokens" -> tokens;
                default -> BigDecimal.ONE;
            };
        }
    }

    /** Whose amount, in which window. */
    private record Amount(String subject, Instant window) {}

    /** @param late calls that a gateway had recorded and the ledger did not have when the gateway's leases had ended */
    BudgetCheck(Postgres postgres, BudgetLoad load, Set<Long> late, int gateways) throws SQLException {
        this.load = load;
        this.late = late;
        this.gateways = gateways;
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement()) {
            this.zone = ZoneId.of(text(statement, "SELECT time_zone FROM public.organizations WHERE id = 'acme'"));
            this.rows = rows(statement);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static List<Row> rows(Statement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                SELECT (tags ->> 'call')::bigint AS call, created_at, user_id, endpoint, coalesce(total_cost, 0) AS cost,
                    input_tokens + output_tokens AS tokens, success
                FROM public.api_usage_logs
                WHERE organization_id = 'acme' AND tags ->> 'call' IS NOT NULL AND NOT free_of_charge
                ORDER BY created_at
                """)) {
            while (row.next()) {
                rows.add(new Row(
                        row.getLong("call"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("user_id"),
                        row.getString("endpoint"),
                        row.getBigDecimal("cost"),
                        row.getBigDecimal("tokens"),
                        row.getBoolean("success")));
            }
        }
        return rows;
    }

    /** The numbers of the calls that the ledger has. */
    static Set<Long> known(Postgres postgres) throws SQLException {
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (tags ->> 'call')::bigint FROM public.api_usage_logs WHERE tags ->> 'call' IS NOT NULL")) {
            Set<Long> known = new HashSet<>();
            while (row.next()) {
                known.add(row.getLong(1));
            }
            return known;
        }
    }

    /** How many leases are held that have not ended. */
    static long leases(Postgres postgres) throws SQLException {
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement()) {
            return Long.parseLong(
                    text(statement, "SELECT count(*) FROM public.budget_leases WHERE expires_at > clock_timestamp()"));
        }
    }

    /** What is still held when all is over, by budget. */
    void leases(List<String> held) {
        fault(!held.isEmpty(), "Set aside for nobody: " + held);
    }

    static List<String> leasesHeld(Postgres postgres) throws SQLException {
        List<String> held = new ArrayList<>();
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT budget.name, lease.subject, lease.amount
                        FROM public.budget_leases lease JOIN public.budgets budget
                            ON budget.organization_id = lease.organization_id AND budget.id = lease.budget_id
                        WHERE expires_at > clock_timestamp()""")) {
            while (row.next()) {
                held.add("%s %s %s".formatted(row.getString(1), row.getString(2), row.getString(3)));
            }
        }
        return held;
    }

    /** Calls are in the ledger once, and those that were answered are there. */
    void calls() {
        Set<Long> there = rows.stream().map(Row::call).collect(Collectors.toSet());
        fault(there.size() != rows.size(), "%d calls have more than one row".formatted(rows.size() - there.size()));
        Set<Long> lost = new HashSet<>(load.acknowledged());
        lost.removeAll(there);
        fault(!lost.isEmpty(), "Acknowledged calls are not in the ledger: " + lost);
        lines.add("acknowledged calls %,d; rows in the ledger %,d, of failed calls %,d"
                .formatted(
                        load.acknowledged().size(),
                        rows.size(),
                        rows.stream().filter(row -> !row.success()).count()));
        lines.add("");
        lines.add("%-24s %-6s %14s %14s %9s %14s %14s"
                .formatted("budget", "", "amount", "settled", "", "bound beyond", "at refusal"));
    }

    /** Each of a budget's amounts in each window. */
    void budget(TestedBudget budget, Postgres postgres) throws SQLException {
        TreeMap<Amount, List<Row>> amounts =
                new TreeMap<>(Comparator.comparing(Amount::window).thenComparing(Amount::subject));
        for (Row row : rows) {
            if (budget.endpoint() == null || budget.endpoint().equals(row.endpoint())) {
                amounts.computeIfAbsent(
                                new Amount(budget.forEachUser() ? row.user() : "", window(budget, row.at())),
                                unknown -> new ArrayList<>())
                        .add(row);
            }
        }
        fault(amounts.isEmpty(), budget.name() + ": no call counted for it");
        amounts.forEach((amount, calls) -> amount(budget, amount, calls));
        counters(budget, amounts, postgres);
    }

    /** The beginning of its window; of the last hours, the minute. */
    private Instant window(TestedBudget budget, Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return switch (budget.window()) {
            case "\"hour\"" -> at.truncatedTo(ChronoUnit.HOURS);
            case "\"day\"" -> local.toLocalDate().atStartOfDay(zone).toInstant();
            case "\"month\"" ->
                local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
            // One amount: it moves on with the calls.
            default -> Instant.EPOCH;
        };
    }

    private void amount(TestedBudget budget, Amount amount, List<Row> calls) {
        boolean rolls = amount.window().equals(Instant.EPOCH);
        BigDecimal settled = rolls ? mostOfAnHour(budget, calls) : sum(budget, calls);
        BigDecimal bound = bound(budget, calls);
        BigDecimal excess = settled.subtract(budget.amount()).max(BigDecimal.ZERO);
        Instant refusedAt = firstRefusal(budget, amount);
        BigDecimal usedThen = refusedAt == null
                ? null
                : sum(
                        budget,
                        calls.stream()
                                .filter(row -> !row.at().isAfter(refusedAt))
                                .filter(row -> !rolls || row.at().isAfter(refusedAt.minus(Duration.ofHours(1))))
                                .toList());
        lines.add("%-24s %-6s %14s %14s %7.1f %% %14s %12s"
                .formatted(
                        budget.name(),
                        amount.subject(),
                        budget.amount().toPlainString(),
                        settled.toPlainString(),
                        percent(settled, budget.amount()),
                        bound.toPlainString(),
                        usedThen == null ? "-" : "%.1f %%".formatted(percent(usedThen, budget.amount()))));
        fault(
                excess.compareTo(bound) > 0,
                "%s %s: %s beyond its amount, and no more than %s may be"
                        .formatted(budget.name(), amount.subject(), excess, bound));
        if (excess.signum() > 0) {
            lines.add("    beyond by %s, which %s".formatted(excess.toPlainString(), reason(budget, calls)));
        }
        boolean isLarge = budget.amount().compareTo(budget.concurrent().multiply(TIMES)) >= 0;
        fault(
                isLarge
                        && usedThen != null
                        && usedThen.compareTo(budget.amount().multiply(USED_BEFORE_REFUSALS)) < 0,
                "%s %s: refusals began when %s of %s were used"
                        .formatted(budget.name(), amount.subject(), usedThen, budget.amount()));
    }

    /** The most that any hour had, by whole minutes. */
    private static BigDecimal mostOfAnHour(TestedBudget budget, List<Row> calls) {
        BigDecimal most = BigDecimal.ZERO;
        BigDecimal sum = BigDecimal.ZERO;
        int first = 0;
        for (Row row : calls) {
            sum = sum.add(row.figure(budget));
            Instant begin = row.at().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(59));
            while (calls.get(first).at().isBefore(begin)) {
                sum = sum.subtract(calls.get(first++).figure(budget));
            }
            most = most.max(sum);
        }
        return most;
    }

    private static BigDecimal sum(TestedBudget budget, List<Row> calls) {
        return calls.stream().map(row -> row.figure(budget)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** By how much it may be passed. */
    private BigDecimal bound(TestedBudget budget, List<Row> calls) {
        return switch (budget.manner()) {
            case STRICT -> BigDecimal.ZERO;
            case STRICT_AND_UNBOUNDED_PASS -> sum(budget, withoutLimit(calls));
            case LEASED -> sum(budget, late(calls));
            case EXPECTED -> sum(budget, late(calls)).add(budget.concurrent().multiply(BigDecimal.valueOf(gateways)));
        };
    }

    private String reason(TestedBudget budget, List<Row> calls) {
        return switch (budget.manner()) {
            case STRICT -> "nothing accounts for";
            case STRICT_AND_UNBOUNDED_PASS ->
                "calls without a limit account for: the largest are "
                        + withoutLimit(calls).stream()
                                .sorted(Comparator.comparing((Row row) -> row.figure(budget))
                                        .reversed())
                                .limit(5)
                                .map(row -> "%d (%s)".formatted(row.call(), row.figure(budget)))
                                .toList();
            case LEASED -> "calls account for that came to the ledger after their gateway's leases had ended";
            case EXPECTED -> "calls account for that used more than such calls do";
        };
    }

    private List<Row> withoutLimit(List<Row> calls) {
        return calls.stream().filter(row -> !hasLimit(row.call())).toList();
    }

    private boolean hasLimit(long call) {
        BudgetLoad.Made made = load.made(call);
        return made == null || made.hasLimit();
    }

    private List<Row> late(List<Row> calls) {
        return calls.stream().filter(row -> late.contains(row.call())).toList();
    }

    private @Nullable Instant firstRefusal(TestedBudget budget, Amount amount) {
        return load.refused().stream()
                .filter(refused -> refused.budget().equals(budget.name()))
                .filter(refused -> !budget.forEachUser() || refused.user().equals(amount.subject()))
                .map(BudgetLoad.Refused::at)
                .filter(at -> window(budget, at).equals(amount.window()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static double percent(BigDecimal part, BigDecimal whole) {
        return part.doubleValue() / whole.doubleValue() * 100;
    }

    /** The sums that gateways go by are those of the calls. */
    private void counters(TestedBudget budget, Map<Amount, List<Row>> amounts, Postgres postgres) throws SQLException {
        BigDecimal counted;
        BigDecimal ofAll;
        try (Connection connection = postgres.connectToLedger();
                Statement statement = connection.createStatement()) {
            counted = new BigDecimal(text(statement, """
                    SELECT coalesce(sum(spent), 0) FROM public.budget_sums sums JOIN public.budgets budget
                        ON budget.organization_id = sums.organization_id AND budget.id = sums.budget_id
                    WHERE budget.name = '%s'""".formatted(budget.name())));
            ofAll = new BigDecimal(text(statement, """
                    SELECT count(*) FROM public.usage_calls calls JOIN public.budgets budget
                        ON budget.organization_id = calls.organization_id
                    WHERE budget.name = '%s'""".formatted(budget.name())));
        }
        // What is for all calls counts those that the demo made before, too.
        boolean isForAll = budget.endpoint() == null && !budget.forEachUser();
        BigDecimal due = isForAll
                ? ofAll
                : amounts.values().stream().map(calls -> sum(budget, calls)).reduce(BigDecimal.ZERO, BigDecimal::add);
        fault(
                counted.compareTo(due) != 0,
                "%s: the counters say %s, and the calls %s".formatted(budget.name(), counted, due));
    }

    /** What {@code ledger verify} said. */
    void verified(boolean agrees) {
        fault(!agrees, "ledger verify finds sums that are not those of the calls");
    }

    private void fault(boolean is, String text) {
        if (is) {
            faults.add(text);
        }
    }

    boolean isFlawless() {
        return faults.isEmpty();
    }

    @Override
    public String toString() {
        return String.join("\n", lines)
                + "\n\n"
                + (faults.isEmpty()
                        ? "Every amount held, every counter is its calls' sum, nothing is set aside for nobody."
                        : "FLAWED.\n" + String.join("\n", faults));
    }
}
