package io.tokentally.benchmark.gateway;

import io.tokentally.benchmark.product.Product;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What is measured with a provider that answers at once: the way itself. */
final class FastProvider {

    private static final int CALLS = 5_000;
    static final int CONNECTIONS = 64;
    static final int SECONDS = 6;

    private final int rounds;
    private final Path folder;
    private final PrintStream report;

    FastProvider(int rounds, Path folder, PrintStream report) {
        this.rounds = rounds;
        this.folder = folder;
        this.report = report;
    }

    void measure(List<Route> routes, Product product) throws IOException, InterruptedException {
        // The latency last: by then everything is warm.
        throughput(routes, product);
        Rounds medians = latency(routes);
        double ratio = Rounds.median(medians.differences(Route.OURS, Route.DIRECT))
                / Rounds.median(medians.differences("nginx", Route.DIRECT));
        report.printf("  ours ÷ nginx's             %10.2f%n%n", ratio);
    }

    /** One connection, one call after the other: reports, and returns, the medians. */
    Rounds latency(List<Route> routes) throws IOException {
        Rounds medians = new Rounds();
        Rounds tails = new Rounds();
        List<OneByOne> callers = new ArrayList<>();
        for (Route route : routes) {
            callers.add(new OneByOne(route));
        }
        for (OneByOne caller : callers) {
            caller.call(2 * CALLS);
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < routes.size(); i++) {
                Histogram nanoseconds = callers.get(i).call(CALLS);
                medians.add(routes.get(i).name(), Rounds.micros(nanoseconds, 50));
                tails.add(routes.get(i).name(), Rounds.micros(nanoseconds, 99));
            }
        }
        for (OneByOne caller : callers) {
            caller.close();
        }
        report.printf("One connection, %,d calls a round, %d rounds: median (least to greatest)%n%n", CALLS, rounds);
        report.printf("p50%n%s%np99%n%s%n", medians.table("µs"), tails.table("µs"));
        report.printf("p50 added to direct%n%s", medians.added("µs"));
        return medians;
    }

    /** As many calls as go through, from 64 connections. */
    private void throughput(List<Route> routes, Product product) throws IOException, InterruptedException {
        Rounds rates = new Rounds();
        Rounds posted = new Rounds();
        for (Route route : routes) {
            Wrk.run(route, folder, CONNECTIONS, SECONDS);
        }
        awaitEmptyJournal(product);
        double recordedBefore = product.metric("tokentally.records.posted");
        long calls = 0;
        for (int round = 0; round < rounds; round++) {
            for (Route route : routes) {
                Wrk.Result result = Wrk.run(route, folder, CONNECTIONS, SECONDS);
                rates.add(route.name(), result.callsPerSecond());
                if (route.name().equals(Route.OURS)) {
                    calls += result.calls();
                    long begun = System.nanoTime();
                    awaitEmptyJournal(product);
                    posted.add("catching up", (System.nanoTime() - begun) / 1e9);
                }
            }
        }
        double recorded = product.metric("tokentally.records.posted") - recordedBefore;
        report.printf(
                "%d connections, %d s a round, %d rounds: median (least to greatest)%n%n%s%n",
                CONNECTIONS, SECONDS, rounds, rates.table("calls/s"));
        report.printf("  ours ÷ Portkey's           %10.1f%n", rates.ratio(Route.OURS, Portkey.NAME));
        report.printf("  ours ÷ nginx's             %10.2f%n", rates.ratio(Route.OURS, "nginx"));
        report.printf(
                "  calls answered through ours %,d; records in the ledger %,.0f (calls that wrk cut off at its end are recorded too)%n%s%n",
                calls, recorded, posted.table("s"));
    }

    static void awaitEmptyJournal(Product product) throws IOException, InterruptedException {
        while (product.metric("tokentally.journal.depth") > 0) {
            Thread.sleep(100);
        }
    }
}
